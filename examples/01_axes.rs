//! 1. Axes have names. Run it with `cargo run --example 01_axes`.
use shapeful::{Axis, Dim, Error, Tensor, axes, dim};

axes! {
    /// Students in a class.
    Students = 3;
    /// Exercises on a sheet.
    Exercises = 4;
}

fn main() -> Result<(), Error> {
    // A shape is a tuple of axes. Two axes of the same size are still different types.
    let points =
        Tensor::<(Students, Exercises)>::from([[4.0, 3.0, 5.0, 2.0], [5.0, 5.0, 4.0, 4.0], [1.0, 2.0, 0.0, 3.0]]);
    println!("{points:?}\n");

    // Sums name the axis they sum over, and it disappears from the shape.
    let per_student: Tensor<(Students,)> = points.sum(Exercises);
    let per_exercise: Tensor<(Exercises,)> = points.mean(Students);
    println!("{per_student:?}\n{per_exercise:?}\n");

    // Nothing is stretched silently. `keepdims` leaves an axis of size 1, and `.broadcast()` says that it may stretch.
    let best: Tensor<(Students, dim!(1))> = points.max_keepdims(Exercises);
    let share = &points / best.broadcast();
    println!("{share:?}\n");

    // Without a name an axis is a number, and is chosen by its position.
    let grid = Tensor::<(dim!(2), dim!(5))>::from_fn(|[i, j]| (i * j) as f32);
    println!("{:?}\n", grid.sum(Axis::<1>));

    // Data from outside comes in through constructors that return a Result.
    println!("there are {} students on the axis {}", Students::SIZE, shapeful::AxisName::of::<Students>());
    println!("error: {}", Tensor::<(Students, Exercises)>::from_slice(&[1.0; 10]).unwrap_err());
    Ok(())
}
