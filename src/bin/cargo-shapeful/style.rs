//! How the terminal wants to be written to.
use super::draw::terminal::Style;
use anstream::ColorChoice;
use std::io::IsTerminal;

/// Drawings are not made wider than this: long lines are hard to read.
const WIDEST: usize = 110;
/// The width where there is no terminal.
const USUAL: usize = 100;

/// Options of every subcommand that draws.
#[derive(clap::Args, Debug, Default)]
pub struct Styles {
    /// Draws with ASCII characters only
    #[arg(long)]
    ascii: bool,
    /// The width of drawings in columns, instead of the terminal's
    #[arg(long, value_name = "COLUMNS")]
    width: Option<usize>,
    /// When to use colours: auto, always or never
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: clap::ColorChoice,
}
impl Styles {
    /// The style for the standard error, where diagnostics go.
    pub fn for_errors(&self) -> Style {
        let stream = std::io::stderr();
        self.style(anstream::AutoStream::choice(&stream), stream.is_terminal())
    }
    /// The style for the standard output.
    pub fn for_output(&self) -> Style {
        let stream = std::io::stdout();
        self.style(anstream::AutoStream::choice(&stream), stream.is_terminal())
    }
    /// `NO_COLOR` and the like have decided the choice already.
    fn style(&self, choice: ColorChoice, is_terminal: bool) -> Style {
        let by_environment = match std::env::var("CARGO_TERM_COLOR").as_deref() {
            Ok("always") => true,
            Ok("never") => false,
            _ => choice != ColorChoice::Never,
        };
        let terminal = terminal_size::terminal_size().filter(|_| is_terminal);
        let width = self.width.or_else(|| terminal.map(|(width, _)| usize::from(width.0).min(WIDEST)));
        Style {
            width: width.unwrap_or(USUAL),
            color: match self.color {
                clap::ColorChoice::Always => true,
                clap::ColorChoice::Never => false,
                clap::ColorChoice::Auto => by_environment,
            },
            unicode: !self.ascii && supports_unicode::on(supports_unicode::Stream::Stderr),
        }
    }
}
