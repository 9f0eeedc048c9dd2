use shapeful::{Reduction, Tensor, axes, kl_loss};
axes! { Batch = 4; Classes = 10; }

fn main() {
    let log_p = Tensor::<(Batch, Classes)>::full(0.1).ln();
    let targets = Tensor::<(Classes, Batch)>::full(0.1);
    let (loss, dlog_p) = kl_loss(&log_p, &targets.t().to_tensor(), Reduction::Mean);
    assert_eq!((loss, dlog_p[[0, 0]]), (0.0, -0.025));
}
