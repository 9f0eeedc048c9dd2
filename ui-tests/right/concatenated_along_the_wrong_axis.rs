use shapeful::{Tensor, axes, dim};
axes! { Tokens = 16; Word = 50; Place = 10; }

fn main() {
    let words = Tensor::<(Tokens, Word)>::zeros();
    let places = Tensor::<(Tokens, Place)>::zeros();
    let both: Tensor<(Tokens, dim!(60))> = words.concat(&places, Word);
}
