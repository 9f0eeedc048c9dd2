//! What shapeful promises, and whether this run keeps it. Judged by medians, to the two digits that are printed.
use crate::measure::Measured;

/// Of all workloads whose name begins so.
struct Promise {
    workload: &'static str,
    /// At least so many times faster than those whose names begin so; an empty name is everybody.
    than: &'static [(&'static str, f64)],
    /// This share of what the machine can do…
    of_limit: Option<f64>,
    /// …which is enough alone, however fast the others are.
    limit_is_enough: bool,
    /// Allocations that a call may have.
    allocations: Option<u64>,
}

const ANY: &str = "";
const DIGITS: Promise = Promise {
    workload: "step/784-100-10@",
    than: &[("PyTorch", 2.2), ("dfdx", 2.4), ("burn", 2.4), ("candle", 4.0), ("numpy", 1.2), ("JAX", 1.2)],
    of_limit: Some(0.75),
    limit_is_enough: false,
    allocations: Some(0),
};
const WIDE: Promise = Promise {
    workload: "step/3072-",
    than: &[("PyTorch", 1.1), ("burn", 1.3), ("dfdx", 2.0), ("candle", 3.0), ("numpy", 1.0)],
    of_limit: Some(0.7),
    limit_is_enough: false,
    // One for each of the eight products, whose buffers matrixmultiply allocates.
    allocations: Some(8),
};
const CONVNET: Promise = Promise {
    workload: "step/convnet@",
    than: &[("PyTorch", 2.0), ("JAX", 5.0), ("burn", 6.0), ("candle", 14.0)],
    of_limit: None,
    limit_is_enough: false,
    allocations: Some(0),
};
const CONTROL: Promise = Promise {
    workload: "step/16-32-10@",
    than: &[("PyTorch", 100.0), ("numpy", 15.0), ("candle", 15.0), ("burn", 20.0), ("dfdx", 5.0)],
    of_limit: None,
    limit_is_enough: false,
    allocations: Some(0),
};
const ONE_ROW: Promise = Promise {
    workload: "answer/",
    than: &[
        ("PyTorch", 10.0),
        ("dfdx", 2.0),
        ("burn", 2.0),
        ("candle", 2.0),
        ("ndarray", 2.0),
        ("nalgebra", 2.0),
        ("faer", 2.0),
    ],
    of_limit: None,
    limit_is_enough: false,
    allocations: Some(0),
};
/// On the sizes of the course. The LSTM has two products whose buffers matrixmultiply allocates.
const LAYERS: Promise = Promise {
    workload: "layer/",
    than: &[("PyTorch", 1.0)],
    of_limit: None,
    limit_is_enough: false,
    allocations: Some(2),
};
const fn product(workload: &'static str, than: &'static [(&'static str, f64)]) -> Promise {
    Promise { workload, than, of_limit: None, limit_is_enough: false, allocations: None }
}
const EVERYBODY: &[(&str, f64)] = &[(ANY, 1.0)];
const MATRIXMULTIPLY: &[(&str, f64)] = &[("matrixmultiply", 1.0)];
const ONE_THREAD: &[Promise] = &[
    DIGITS,
    WIDE,
    CONVNET,
    CONTROL,
    ONE_ROW,
    LAYERS,
    product("product/4³/", EVERYBODY),
    product("product/8³/", EVERYBODY),
    product("product/16³/", EVERYBODY),
    product("product/32³/", EVERYBODY),
    product("product/64³/", EVERYBODY),
    product("product/256³/", MATRIXMULTIPLY),
    product("product/1024³/", MATRIXMULTIPLY),
    Promise {
        workload: "elementwise/",
        than: &[("numpy", 1.0), ("PyTorch", 1.0)],
        of_limit: Some(0.9),
        limit_is_enough: true,
        allocations: None,
    },
];
const LEVEL: &[(&str, f64)] = &[("numpy", 1.0), ("PyTorch", 1.0)];
const TWO_THREADS: &[Promise] = &[product("step/784-100-10@128", LEVEL), product("step/3072-", LEVEL)];

/// A promise about one number of one workload.
pub struct Verdict {
    pub workload: String,
    pub about: String,
    /// `None` if it was not measured.
    pub met: Option<bool>,
    /// What was found, of what was promised.
    pub found: String,
}

pub fn judge(measured: &[Measured]) -> Vec<Verdict> {
    let promises = if crate::machine::THREADS == 1 { ONE_THREAD } else { TWO_THREADS };
    let of_one = |promise: &Promise| {
        let named = measured.iter().filter(|measured| measured.name.starts_with(promise.workload));
        named.flat_map(|measured| verdicts(promise, measured)).collect::<Vec<_>>()
    };
    promises.iter().flat_map(of_one).collect()
}

fn verdicts(promise: &Promise, measured: &Measured) -> Vec<Verdict> {
    let rounded = |x: f64| (x * 100.0).round() / 100.0;
    let verdict = |about: String, met: Option<bool>, found: String| Verdict {
        workload: measured.name.clone(),
        about,
        met,
        found,
    };
    let share = rounded(measured.outcomes[0].share);
    let mut all = Vec::new();
    for &(name, factor) in promise.than {
        let Some(peer) = measured.closest(name) else {
            all.push(verdict(format!("against {name}"), None, "not measured".to_owned()));
            continue;
        };
        let (ratio, peer) = (rounded(peer.ratio.median), &peer.name);
        let about = if name == ANY { format!("against the fastest, {peer}") } else { format!("against {peer}") };
        let faster = ratio >= factor;
        let near_limit = promise.limit_is_enough && promise.of_limit.is_some_and(|least| share >= least);
        let beside = if promise.limit_is_enough { format!(", {share:.2} of the bandwidth") } else { String::new() };
        all.push(verdict(about, Some(faster || near_limit), format!("{ratio:.2} of {factor:.2}{beside}")));
    }
    if let Some(least) = promise.of_limit.filter(|_| !promise.limit_is_enough) {
        all.push(verdict(
            "share of the FMA limit".to_owned(),
            Some(share >= least),
            format!("{share:.2} of {least:.2}"),
        ));
    }
    if let (Some(most), Some(allocations)) = (promise.allocations, measured.outcomes[0].allocations) {
        let about = if most == 0 { "heap allocations" } else { "heap allocations, at most one for each product" };
        all.push(verdict(about.to_owned(), Some(allocations <= most), format!("{allocations} of {most} at most")));
    }
    all
}
