//! Training steps, and the answer for one example, of each library that has layers.
mod burn;
mod candle;
mod dfdx;
mod ours;
mod plain;

use crate::data::{Net, conv};
use crate::workload::{Work, Workload, contender};

/// So many steps are compared, so that gradients and updates are, too.
const CHECKED_STEPS: usize = 5;

pub const CONTROL: Net = Net { sizes: &[16, 32, 10], batch: 16 };
pub const DIGITS_64: Net = Net { sizes: &[784, 100, 10], batch: 64 };
pub const DIGITS_128: Net = Net { sizes: &[784, 100, 10], batch: 128 };
pub const WIDE: Net = Net { sizes: &[3072, 512, 512, 10], batch: 128 };
const ONE_ROW: Net = Net { sizes: &[784, 100, 10], batch: 1 };

pub fn workloads() -> Vec<Workload> {
    let mut all: Vec<Workload> = [DIGITS_64, DIGITS_128, WIDE].map(step).into();
    all.push(Workload {
        name: format!("step/{}", conv::NAME),
        work: Work::Flops(conv::step_flops()),
        contenders: vec![
            contender("shapeful", ours::convnet_step),
            contender("burn flex", || burn::convnet_step(burn::flex())),
            contender("burn ndarray", || burn::convnet_step(burn::ndarray())),
            contender("candle", candle::convnet_step),
        ],
    });
    all.push(step(CONTROL));
    all.push(Workload {
        name: format!("answer/{}", ONE_ROW.name()),
        work: Work::Flops(ONE_ROW.forward_flops()),
        contenders: vec![
            contender("shapeful", ours::one_row),
            contender("dfdx", || dfdx::one_row(ONE_ROW)),
            contender("burn flex", || burn::one_row(ONE_ROW, burn::flex())),
            contender("burn ndarray", || burn::one_row(ONE_ROW, burn::ndarray())),
            contender("candle", || candle::one_row(ONE_ROW)),
            contender("ndarray", || plain::with_ndarray(ONE_ROW)),
            contender("nalgebra", || plain::with_nalgebra(ONE_ROW)),
            contender("faer", || plain::with_faer(ONE_ROW)),
        ],
    });
    all
}

fn step(net: Net) -> Workload {
    Workload {
        name: format!("step/{}", net.name()),
        work: Work::Flops(net.step_flops()),
        contenders: vec![
            contender("shapeful", move || ours::step(net)),
            contender("dfdx", move || dfdx::step(net)),
            contender("burn flex", move || burn::step(net, burn::flex())),
            contender("burn ndarray", move || burn::step(net, burn::ndarray())),
            contender("candle", move || candle::step(net)),
        ],
    }
}
