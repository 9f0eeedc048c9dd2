use shapeful::{Labels, axes};
axes! { Batch = 4; Classes = 10; }

struct Data {
    labels: Labels<Batch, Classes>,
}

fn main() {
    let data = Data { labels: Labels::new([3, 0, 9, 3]).unwrap() };
    assert_eq!(data.labels[2], 9);
    assert!(Labels::<Batch, Classes>::new([3, -1, 9, 3]).is_err());
}
