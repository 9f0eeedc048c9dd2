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
        self.style(anstream::AutoStream::choice(&stream), stream.is_terminal(), supports_unicode::Stream::Stderr)
    }
    /// The style for the standard output.
    pub fn for_output(&self) -> Style {
        let stream = std::io::stdout();
        self.style(anstream::AutoStream::choice(&stream), stream.is_terminal(), supports_unicode::Stream::Stdout)
    }
    /// `NO_COLOR` and the like have decided the choice already.
    fn style(&self, choice: ColorChoice, is_terminal: bool, stream: supports_unicode::Stream) -> Style {
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
            // `supports_unicode` takes a pipe for one that does, whatever the locale.
            unicode: !self.ascii
                && locale_has_unicode(|name| std::env::var(name).ok()) != Some(false)
                && supports_unicode::on(stream),
        }
    }
}

/// Whether the characters of the locale are those of Unicode; `None` where no variable names a locale.
///
/// `C` and `POSIX` are ASCII. Other names may leave their characters out, as `de_DE` does, and say nothing then.
fn locale_has_unicode(variable: impl Fn(&str) -> Option<String>) -> Option<bool> {
    // The first that is not empty decides.
    let locale =
        ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| variable(name).filter(|it| !it.is_empty()))?;
    let characters = locale.split_once('.').map(|(_, rest)| rest.split('@').next().unwrap_or_default());
    match characters {
        Some(characters) => Some(["utf-8", "utf8"].contains(&characters.to_ascii_lowercase().as_str())),
        None => (locale == "C" || locale == "POSIX").then_some(false),
    }
}

#[cfg(test)]
mod tests {
    use super::locale_has_unicode;

    #[test]
    fn the_locale_decides() {
        let of = |variables: &[(&str, &str)]| {
            locale_has_unicode(|name| variables.iter().find(|(it, _)| *it == name).map(|(_, value)| value.to_string()))
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[("LC_ALL", "C"), ("LANG", "en_US.UTF-8")]), Some(false));
        assert_eq!(of(&[("LC_ALL", ""), ("LC_CTYPE", "C.UTF-8"), ("LANG", "C")]), Some(true));
        assert_eq!(of(&[("LANG", "POSIX")]), Some(false));
        assert_eq!(of(&[("LANG", "de_DE.ISO-8859-1@euro")]), Some(false));
        assert_eq!(of(&[("LANG", "de_DE.utf8@euro")]), Some(true));
        assert_eq!(of(&[("LANG", "de_DE")]), None);
    }
}
