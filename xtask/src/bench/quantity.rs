//! What is measured, and how it is written.

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    P50,
    P99,
    Cpu,
    Instructions,
    Rate,
    Rate32,
    Cpu32,
    Import,
    Process,
    Decode,
    Linear,
    Tail,
    IdleThreads,
    IdleSockets,
    IdleMemory,
    BusiestCpu,
    Size,
}

impl Quantity {
    pub fn title(self) -> &'static str {
        match self {
            Self::P50 => "p50 µs",
            Self::P99 => "p99 µs",
            Self::Cpu => "CPU µs",
            Self::Instructions => "user instructions",
            Self::Rate => "calls/s",
            Self::Rate32 => "32 at once: calls/s",
            Self::Cpu32 => "32 at once: CPU µs",
            Self::Import => "import ms",
            Self::Process => "process with one call, ms",
            Self::Decode => "decode µs",
            Self::Linear => "throughput / linear",
            Self::Tail => "p99 / p50",
            Self::IdleThreads => "threads",
            Self::IdleSockets => "sockets",
            Self::IdleMemory => "memory MB",
            Self::BusiestCpu => "busiest CPU %",
            Self::Size => "MB",
        }
    }

    /// Without unit, for a label.
    pub fn short(self) -> &'static str {
        match self {
            Self::P50 => "p50",
            Self::Cpu => "CPU",
            Self::Rate32 => "time",
            Self::Import | Self::Process | Self::Decode => "time",
            _ => self.title(),
        }
    }

    pub fn write(self, value: f64) -> String {
        match self {
            Self::Rate
            | Self::Rate32
            | Self::Instructions
            | Self::IdleThreads
            | Self::IdleSockets
            | Self::BusiestCpu => format!("{value:.0}"),
            Self::Linear | Self::Tail | Self::Size => format!("{value:.2}"),
            _ if value >= 100.0 => format!("{value:.0}"),
            _ => format!("{value:.1}"),
        }
    }

    /// Whether more of it is better.
    pub fn grows(self) -> bool {
        matches!(self, Self::Rate | Self::Rate32 | Self::Linear)
    }
}
