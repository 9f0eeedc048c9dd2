use shapeful::{Conv2d, Layer, Tensor, axes, dim};
axes! { Batch = 4; Height = 32; Width = 32; Colours = 3; Filters = 8; }
type Edges = Conv2d<Colours, Filters, dim!(3), dim!(3), dim!(1), dim!(1)>;

fn main() {
    let images = Tensor::<(Batch, Height, Width, Colours)>::ones();
    let edges = Edges::zeros();
    let maps = edges.predict(&images.permute((Batch, Colours, Height, Width)));
}
