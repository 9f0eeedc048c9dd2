//! Convolution and pooling.
use super::*;
use shapeful::{
    AvgPool2d, Conv1d, Conv2d, ConvGrads, GlobalAvgPool, GlobalMaxPool, MaxPool2d, Pad, Stride, Window,
    avg_pool_backward, avg_pool_forward, conv_backward, conv_forward, conv_relu_backward, conv_relu_forward,
    global_avg_pool_backward, global_avg_pool_forward, global_max_pool_backward, global_max_pool_forward,
    max_pool_backward, max_pool_forward,
};

axes! { Image = 2; Channels = 3; Filters = 4; Height = 5; Width = 7; KernelHeight = 3; KernelWidth = 2; Frames = 3; }
type One = dim!(1);
type Images = (Image, Channels, Height, Width);

/// The check of a convolution with filters of these sides, with this stride and this padding.
macro_rules! conv_agrees { ($forward:ident $backward:ident: $($height:ty, $width:ty, $stride:literal, $pad:literal;)*) => { $({
    type Filter = (Filters, Channels, $height, $width);
    let (x, w, b) = (random::<Images>(1), random::<Filter>(2), random::<(Filters,)>(3));
    let (stride, pad) = (Stride::<$stride>, Pad::<$pad>);
    agrees(&x, |x| $forward(x, &w, &b, stride, pad), |dout| $backward(dout, &x, &w, stride, pad).dx);
    agrees(&w, |w| $forward(&x, w, &b, stride, pad), |dout| $backward(dout, &x, &w, stride, pad).dw);
    agrees(&b, |b| $forward(&x, &w, b, stride, pad), |dout| $backward(dout, &x, &w, stride, pad).db);
})* } }

gradients! {
    for_convolution: conv_forward conv_backward => {
        conv_agrees! { conv_forward conv_backward:
            KernelHeight, KernelWidth, 1, 0;
            KernelHeight, KernelHeight, 1, 1;
            KernelHeight, KernelHeight, 2, 1;
            One, One, 1, 0;
            One, One, 2, 0;
            One, One, 1, 1;
            Height, Width, 1, 0;
            Height, Width, 3, 3;
            dim!(3), dim!(2), 3, 2;
        }
    }
    for_convolution_and_relu: conv_relu_forward conv_relu_backward => {
        let (x, w) = (random::<Images>(1), random::<(Filters, Channels, KernelHeight, KernelWidth)>(2));
        let b = Tensor::from([3.0, -3.0, 0.11, 0.3]);
        let out = conv_relu_forward(&x, &w, &b, Stride::<1>, Pad::<0>);
        assert!(out.as_slice().contains(&0.0) && out.as_slice().iter().any(|&out| out > 0.0));
        let grads = |dout: &Array<_, f64>| conv_relu_backward(dout, &out, &x, &w, Stride::<1>, Pad::<0>);
        agrees(&x, |x| conv_relu_forward(x, &w, &b, Stride::<1>, Pad::<0>), |dout| grads(dout).dx);
        agrees(&w, |w| conv_relu_forward(&x, w, &b, Stride::<1>, Pad::<0>), |dout| grads(dout).dw);
        agrees(&b, |b| conv_relu_forward(&x, &w, b, Stride::<1>, Pad::<0>), |dout| grads(dout).db);
    }
    for_conv2d: Conv2d => {
        let x = random::<Images>(4);
        let layer = &mut rng(5);
        layer_agrees(&Conv2d::<Channels, Filters, KernelHeight, KernelWidth, One, dim!(0), One, One, f64>::init(layer), &x);
        layer_agrees(&Conv2d::<Channels, Filters, KernelHeight, KernelHeight, dim!(2), One, One, One, f64>::init(layer), &x);
        layer_agrees(&Conv2d::<Channels, Filters, KernelHeight, KernelWidth, One, One, dim!(2), One, f64>::init(layer), &x);
        layer_agrees(&Conv2d::<Channels, dim!(6), KernelHeight, KernelWidth, One, One, One, Channels, f64>::init(layer), &x);
        layer_agrees(&Conv2d::<Channels, Filters, One, One, One, dim!(0), One, One, f64>::init(layer), &x);
        let x = random::<(Image, dim!(4), Height, Width)>(6);
        layer_agrees(&Conv2d::<dim!(4), dim!(6), KernelHeight, KernelHeight, dim!(2), dim!(3), dim!(2), dim!(2), f64>::init(layer), &x);
        layer_agrees(&Conv2d::<dim!(4), dim!(6), One, One, One, dim!(0), One, dim!(2), f64>::init(layer), &x);
        let films = random::<(Image, Frames, One, Height, Width)>(7);
        layer_agrees(&Conv2d::<One, Filters, KernelHeight, KernelWidth, One, dim!(0), One, One, f64>::init(layer), &films);
    }
    for_conv1d: Conv1d => {
        let x = random::<(Image, Channels, Width)>(8);
        let layer = &mut rng(9);
        layer_agrees(&Conv1d::<Channels, Filters, KernelHeight, One, dim!(0), One, One, f64>::init(layer), &x);
        layer_agrees(&Conv1d::<Channels, Filters, KernelHeight, dim!(2), One, One, One, f64>::init(layer), &x);
        layer_agrees(&Conv1d::<Channels, dim!(6), KernelHeight, One, dim!(2), dim!(2), Channels, f64>::init(layer), &x);
        layer_agrees(&Conv1d::<Channels, Filters, One, One, dim!(0), One, One, f64>::init(layer), &x);
        layer_agrees(&Conv1d::<Width, Filters, KernelWidth, One, dim!(0), One, One, f64>::init(layer), &random::<(Image, Channels, Width, Height)>(10));
    }
    for_max_pool: max_pool_forward max_pool_backward MaxPool2d => {
        let x = spread::<(Image, Channels, Height, dim!(6))>(11);
        agrees(&x, |x| max_pool_forward(x, Window::<5, 2>, Stride::<2>), |dout| max_pool_backward(dout, &x, Window::<5, 2>, Stride::<2>));
        agrees(&x, |x| max_pool_forward(x, Window::<3, 2>, Stride::<2>), |dout| max_pool_backward(dout, &x, Window::<3, 2>, Stride::<2>));
        agrees(&x, |x| max_pool_forward(x, Window::<2, 3>, Stride::<1>), |dout| max_pool_backward(dout, &x, Window::<2, 3>, Stride::<1>));
        layer_agrees(&MaxPool2d::<dim!(5), dim!(3), dim!(3)>::new(), &x);
        layer_agrees(&MaxPool2d::<dim!(2), dim!(3), One>::new(), &x);
        layer_agrees(&MaxPool2d::<dim!(2), dim!(2)>::new(), &spread::<(Image, Frames, One, dim!(4), dim!(6))>(12));
    }
    for_avg_pool: avg_pool_forward avg_pool_backward AvgPool2d => {
        let x = random::<(Image, Channels, Height, dim!(6))>(13);
        agrees(&x, |x| avg_pool_forward(x, Window::<5, 2>, Stride::<2>), |dout| avg_pool_backward(dout, Window::<5, 2>, Stride::<2>));
        agrees(&x, |x| avg_pool_forward(x, Window::<3, 2>, Stride::<2>), |dout| avg_pool_backward(dout, Window::<3, 2>, Stride::<2>));
        agrees(&x, |x| avg_pool_forward(x, Window::<2, 3>, Stride::<1>), |dout| avg_pool_backward(dout, Window::<2, 3>, Stride::<1>));
        layer_agrees(&AvgPool2d::<dim!(5), dim!(3), dim!(3)>::new(), &x);
        layer_agrees(&AvgPool2d::<dim!(2), dim!(3), One>::new(), &x);
        layer_agrees(&AvgPool2d::<dim!(2), dim!(2)>::new(), &random::<(Image, Frames, One, dim!(4), dim!(6))>(14));
    }
    for_global_pools: global_avg_pool_forward global_avg_pool_backward GlobalAvgPool
        global_max_pool_forward global_max_pool_backward GlobalMaxPool => {
        let x = spread::<Images>(15);
        agrees(&x, global_avg_pool_forward, global_avg_pool_backward);
        agrees(&x, global_max_pool_forward, |dout| global_max_pool_backward(dout, &x));
        layer_agrees(&GlobalAvgPool, &x);
        layer_agrees(&GlobalMaxPool, &x);
        let films = spread::<(Image, Frames, One, Height, Width)>(16);
        layer_agrees(&GlobalAvgPool, &films);
        layer_agrees(&GlobalMaxPool, &films);
    }
}

mod at_the_kink {
    use super::*;

    #[test]
    fn the_first_of_several_greatest_pixels_gets_all() {
        type X = (One, One, dim!(2), dim!(4));
        let x = Tensor::<X, f64>::from([[[[1.0, 9.0, 5.0, 5.0], [9.0, 9.0, 5.0, 5.0]]]]);
        let dout = Tensor::<(One, One, One, dim!(2)), f64>::from([[[[2.0, 3.0]]]]);
        let expected = [[[[0.0, 2.0, 3.0, 0.0], [0.0, 0.0, 0.0, 0.0]]]];
        assert_eq!(max_pool_backward(&dout, &x, Window::<2, 2>, Stride::<2>), expected);
        let mut dx = Tensor::full(f64::NAN);
        MaxPool2d::<dim!(2), dim!(2)>::new().backward(&x, &mut (), &dout, Some(&mut dx), &mut MaxPool2d::new());
        assert_eq!(dx, expected);
        let dout = Tensor::<(One, One), f64>::from([[7.0]]);
        assert_eq!(global_max_pool_backward(&dout, &x), [[[[0.0, 7.0, 0.0, 0.0], [0.0; 4]]]]);
    }
    #[test]
    fn a_pixel_in_several_windows_gets_from_each() {
        let x = Tensor::<(One, One, One, dim!(3)), f64>::from([[[[1.0, 2.0, 1.0]]]]);
        let dout = Tensor::<(One, One, One, dim!(2)), f64>::from([[[[3.0, 5.0]]]]);
        assert_eq!(max_pool_backward(&dout, &x, Window::<1, 2>, Stride::<1>), [[[[0.0, 8.0, 0.0]]]]);
    }
    #[test]
    fn conv_relu_lets_nothing_through() {
        let (x, w) = (
            Tensor::<(One, One, One, dim!(2)), f64>::from([[[[1.0, 2.0]]]]),
            Tensor::<(B, One, One, One), f64>::from([[[[1.0]]], [[[-1.0]]]]),
        );
        let b = Tensor::from([-1.0, 1.0]);
        let out = conv_relu_forward(&x, &w, &b, Stride::<1>, Pad::<0>);
        assert_eq!(out, [[[[0.0, 1.0]], [[0.0, 0.0]]]]);
        let dout = Tensor::from([[[[3.0, 7.0]], [[5.0, 11.0]]]]);
        let ConvGrads { dx, dw, db } = conv_relu_backward(&dout, &out, &x, &w, Stride::<1>, Pad::<0>);
        assert_eq!(dx, [[[[0.0, 7.0]]]]);
        assert_eq!(dw, [[[[14.0]]], [[[0.0]]]]);
        assert_eq!(db, [7.0, 0.0]);
    }
}
