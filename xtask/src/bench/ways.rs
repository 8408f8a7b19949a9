//! The candidates: a name for each, which tables and goals use.

pub const C_STRING: &str = "C, JSON string";
pub const C_PROFILE: &str = "C, profile";
pub const LIBCURL: &str = "libcurl + cJSON";
pub const C_ASYNC: &str = "C, asynchronous";
pub const C_BIG: &str = "C, profile of 1 MB";
pub const SERDE_BIG: &str = "serde, typed, of 1 MB";

pub const PYTHON: &str = "libgenauth";
pub const PYCURL: &str = "pycurl + json";
pub const REQUESTS: &str = "requests";
pub const UVLOOP: &str = "libgenauth, uvloop";
pub const AIOHTTP_UVLOOP: &str = "aiohttp + orjson, uvloop";

pub const JVM: &str = "libgenauth, JVM";
pub const JAVA_NET_HTTP: &str = "java.net.http + Jackson";
pub const AUTHING_JAVA: &str = "authing-java-sdk";

pub const SHARED_LIBRARY: &str = "libgenauth.so";
pub const WHEEL: &str = "wheel";
