//! What puts layers together.
use super::*;
use shapeful::{AddBranches, ConcatBranches, LinearWithoutBias, Repeat, Residual};

gradients! {
    for_linear_without_bias_layers: LinearWithoutBias => {
        layer_agrees(&LinearWithoutBias::<M, K, f64>::init(&mut rng(1)), &random::<(N, M)>(2));
        layer_agrees(&LinearWithoutBias::<M, K, f64>::init(&mut rng(1)), &random::<(B, N, M)>(3));
    }
    for_residual_blocks: Residual => {
        type Inside = (Linear<M, K, f64>, Relu, Linear<K, M, f64>);
        layer_agrees(&Residual::<Inside>::init(&mut rng(4)), &random::<(N, M)>(5));
        layer_agrees(&Residual::<(Residual<Inside>, Inside)>::init(&mut rng(6)), &random::<(B, N, M)>(7));
        shapes!(S: { layer_agrees(&Residual(Relu), &spread::<S>(8)); });
    }
    for_branches_that_are_added: AddBranches => {
        type Ways = AddBranches<(Linear<M, K, f64>, Relu, Linear<K, C, f64>), LinearWithoutBias<M, C, f64>>;
        layer_agrees(&Ways::init(&mut rng(9)), &random::<(N, M)>(10));
        layer_agrees(&(Ways::init(&mut rng(11)), Linear::<C, B, f64>::init(&mut rng(12))), &random::<(B, N, M)>(13));
    }
    for_branches_that_are_joined: ConcatBranches => {
        type Ways = ConcatBranches<(Linear<M, K, f64>, Relu), Linear<M, C, f64>>;
        layer_agrees(&(Ways::init(&mut rng(14)), Linear::<dim!(11), B, f64>::init(&mut rng(15))), &random::<(N, M)>(16));
        let along_time: ConcatBranches<_, _> = ConcatBranches(LinearWithoutBias::<M, K, f64>::init(&mut rng(17)), Linear::<M, K, f64>::init(&mut rng(18)));
        layer_agrees(&along_time, &random::<(B, N, M)>(19));
        type Last = ConcatBranches<LinearWithoutBias<M, K, f64>, Relu, 2>;
        layer_agrees(&Last::init(&mut rng(20)), &spread::<(B, N, M)>(21));
    }
    for_repeated_layers: Repeat => {
        type Block = (Linear<M, K, f64>, Relu, Linear<K, M, f64>);
        layer_agrees(&Repeat::<Block, 0>([]), &random::<(N, M)>(22));
        layer_agrees(&Repeat::<Block, 1>::init(&mut rng(23)), &random::<(N, M)>(24));
        layer_agrees(&Repeat::<Block, 2>::init(&mut rng(25)), &random::<(N, M)>(26));
        layer_agrees(&Repeat::<Residual<Block>, 5>::init(&mut rng(27)), &random::<(B, N, M)>(28));
        layer_agrees(&Repeat::<Repeat<Linear<M, M, f64>, 2>, 2>::init(&mut rng(29)), &random::<(N, M)>(30));
    }
}

#[test]
fn the_parameters_of_repeated_layers_have_names() {
    let mut paths = Vec::new();
    Residual(Repeat::<Linear<M, M, f64>, 2>::init(&mut rng(31)))
        .each_param(|param, _| paths.push(param.path.to_string()));
    assert_eq!(paths, ["0.w", "0.b", "1.w", "1.b"]);
}
