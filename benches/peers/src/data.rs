//! Made-up numbers that every contender can make by itself, whatever its language: the same weights, inputs and labels for all.

/// The learning rate of the nets of affine layers.
pub const LEARNING_RATE: f32 = 0.01;
/// How many classes every net tells apart.
pub const CLASSES: usize = 10;
/// The seed of the inputs; that of the weights of the layer `l` is `1 + l`.
pub const INPUTS: u32 = 100;

/// Numbers between `-bound` and `bound`: the counter `i` mixed as MurmurHash3 ends.
pub fn made_up(seed: u32, len: usize, bound: f64) -> Vec<f32> {
    (0..len as u32)
        .map(|i| {
            let mut h = i.wrapping_add(seed.wrapping_mul(0x9E37_79B9));
            h = (h ^ (h >> 16)).wrapping_mul(0x85EB_CA6B);
            h = (h ^ (h >> 13)).wrapping_mul(0xC2B2_AE35);
            h ^= h >> 16;
            ((f64::from(h) / 4_294_967_296.0 * 2.0 - 1.0) * bound) as f32
        })
        .collect()
}
/// Inputs with the variance 1.
pub fn inputs(len: usize) -> Vec<f32> {
    made_up(INPUTS, len, 3f64.sqrt())
}
/// The weights of a layer, inputs by outputs, with the variance `2 / inputs`; for a convolution filters by all that each sees.
pub fn weights(layer: usize, len: usize, seen: usize) -> Vec<f32> {
    made_up(1 + layer as u32, len, (6.0 / seen as f64).sqrt())
}
/// The label of each example.
pub fn labels(batch: usize) -> Vec<usize> {
    (0..batch).map(|n| n % CLASSES).collect()
}
/// Rows by columns to columns by rows.
pub fn transposed(x: &[f32], columns: usize) -> Vec<f32> {
    (0..columns).flat_map(|j| x.iter().skip(j).step_by(columns).copied()).collect()
}

/// A net of affine layers with ReLUs between them.
#[derive(Clone, Copy, PartialEq)]
pub struct Net {
    /// From the inputs to the classes.
    pub sizes: &'static [usize],
    pub batch: usize,
}
impl Net {
    /// Inputs and outputs of each layer.
    pub fn layers(self) -> impl ExactSizeIterator<Item = (usize, usize)> {
        self.sizes.windows(2).map(|pair| (pair[0], pair[1]))
    }
    pub fn name(self) -> String {
        let sizes: Vec<String> = self.sizes.iter().map(usize::to_string).collect();
        format!("{}@{}", sizes.join("-"), self.batch)
    }
    /// Multiplications and additions of the products that one step of training cannot do without: the gradient of the inputs is not
    /// asked for.
    pub fn step_flops(self) -> f64 {
        let products = |(l, (m, d)): (usize, (usize, usize))| (if l == 0 { 2 } else { 3 }) * 2 * self.batch * m * d;
        self.layers().enumerate().map(products).sum::<usize>() as f64
    }
    pub fn forward_flops(self) -> f64 {
        self.layers().map(|(m, d)| 2 * self.batch * m * d).sum::<usize>() as f64
    }
    pub fn weights(self, layer: usize) -> Vec<f32> {
        let (m, d) = (self.sizes[layer], self.sizes[layer + 1]);
        weights(layer, m * d, m)
    }
}

/// The convnet: a convolution with a padding that keeps the size, ReLU, max pooling of 2x2, a hidden layer with ReLU, and classes.
pub mod conv {
    pub const NAME: &str = "convnet@50";
    /// A greater one would not converge.
    pub const LEARNING_RATE: f32 = 0.001;
    pub const BATCH: usize = 50;
    pub const CHANNELS: usize = 3;
    pub const SIDE: usize = 32;
    pub const FILTERS: usize = 32;
    pub const WINDOW: usize = 7;
    pub const PADDING: usize = 3;
    pub const SEEN: usize = CHANNELS * WINDOW * WINDOW;
    pub const FLAT: usize = FILTERS * (SIDE / 2) * (SIDE / 2);
    pub const HIDDEN: usize = 100;

    /// Products with the padding, which is 0, are not counted.
    pub fn step_flops() -> f64 {
        // Places of the window on one side, times the pixels of the image that it sees there.
        let pixels = SIDE * WINDOW - PADDING * (PADDING + 1);
        let convolution = 2 * BATCH * FILTERS * CHANNELS * pixels * pixels;
        let affine = 2 * BATCH * (FLAT * HIDDEN + HIDDEN * super::CLASSES);
        (2 * convolution + 3 * affine) as f64
    }
}
