//! Ctrl-C, pressed while trainings run and while none does. Each case is a process of its own, which this test starts as itself.
use super::*;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

/// Trains until it is stopped, or for so many epochs, and says when it has begun.
fn train(epochs: usize) -> End {
    let net = TwoLayerNet::init(&mut rng(3));
    let optimizer = Sgd::new(&net, 1e-3);
    let mut begun = false;
    let mut trainer = Trainer::new::<Batch>(net, optimizer, SoftmaxLoss)
        .epochs(epochs)
        .on_gradient(move |_| {
            if !begun {
                println!("\nready");
                begun = true;
            }
        })
        .stop_on_ctrl_c()
        .unwrap();
    trainer.train(&noise(16, 1), &noise(3, 2)).unwrap()
}
#[test]
fn in_a_process_of_its_own() {
    match std::env::var("SHAPEFUL_CTRL_C").as_deref() {
        Ok("after") => {
            // The second trainer listens, too, and the first is dropped.
            assert_eq!((train(1), train(1)), (End::AllEpochs, End::AllEpochs));
            println!("\nidle");
            thread::sleep(Duration::from_secs(60));
        }
        Ok("second") => {
            assert_eq!(train(1), End::AllEpochs);
            println!("\nidle");
            assert!(matches!(train(usize::MAX), End::Stopped { .. }));
            println!("\nstopped");
        }
        Ok("two") => {
            let trainings = [0; 2].map(|_| thread::spawn(|| train(usize::MAX)));
            for training in trainings {
                assert!(matches!(training.join().unwrap(), End::Stopped { .. }));
            }
            println!("\nstopped");
        }
        _ => {}
    }
}
fn start(case: &str) -> (Child, impl FnMut(&str) -> bool) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "ctrl_c::in_a_process_of_its_own", "--nocapture"]);
    let mut child = command.env("SHAPEFUL_CTRL_C", case).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    (child, move |wanted: &str| lines.any(|line| line == wanted))
}
fn signal(child: &Child, signal: &str) {
    Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
}

#[cfg(unix)]
#[test]
fn ends_the_program_when_no_training_runs() {
    for kind in ["-INT", "-TERM", "-HUP"] {
        let (mut child, mut says) = start("after");
        assert!(says("idle"));
        signal(&child, kind);
        assert_eq!(child.wait().unwrap().code(), Some(130), "{kind}");
    }
}
#[cfg(unix)]
#[test]
fn stops_the_second_training_of_a_program() {
    let (mut child, mut says) = start("second");
    assert!(says("idle") && says("ready"));
    signal(&child, "-INT");
    assert!(says("stopped"));
    assert!(child.wait().unwrap().success());
}
#[cfg(unix)]
#[test]
fn stops_all_trainings_that_run() {
    let (mut child, mut says) = start("two");
    assert!(says("ready") && says("ready"));
    signal(&child, "-INT");
    assert!(says("stopped"));
    assert!(child.wait().unwrap().success());
}
