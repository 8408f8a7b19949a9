//! What no setting of uniffi can say and no hand-written Kotlin can add.

use uniffi::deps::anyhow::{Context, Result, ensure};

/// What is written differently.
const REPLACED: &[(&str, &str)] = &[
    // The compiler's warnings are errors for the hand-written half.
    ("@file:Suppress(\"NAME_SHADOWING\")", "@file:Suppress(\"warnings\")"),
    // The message of an exception is a sentence, not a dump, and every exception has the same facts.
    ("get() = \"facts=${ `facts` }\"", "get() = `facts`.`detail`"),
    ("        val `facts`: ErrorFacts\n", "        override val `facts`: ErrorFacts\n"),
    ("sealed class GenAuthException: kotlin.Exception()", "sealed class GenAuthException: GenAuthFailure()"),
    // A panic is a kind of error like the others.
    (
        "\nclass InternalException(message: String) : kotlin.Exception(message)\n",
        "\ninternal typealias InternalException = GenAuthException.Internal\n",
    ),
    // `Status.Activated` prints as `Activated`.
    ("\n    object ", "\n    data object "),
    // `GenAuthCalls` has the calls that applications see.
    ("\ndata class Question", "\ninternal data class Question"),
    (
        "open class GenAuthClient: Disposable, AutoCloseable, GenAuthClientInterface",
        "open class GenAuthClient: GenAuthCalls, AutoCloseable",
    ),
    ("override suspend fun `ask`(", "internal override suspend fun `ask`("),
    ("override fun `askBlocking`(", "internal override fun `askBlocking`("),
    // The tests give the native half what no generated code would.
    (
        "private inline fun <U, E: kotlin.Exception> uniffiRustCallWithError(",
        "internal inline fun <U, E: kotlin.Exception> uniffiRustCallWithError(",
    ),
    (
        "private fun<E: kotlin.Exception> uniffiCheckCallStatus(",
        "internal fun<E: kotlin.Exception> uniffiCheckCallStatus(",
    ),
    // The one thread that answers stays known to the JVM, instead of becoming a new thread with every answer.
    (
        "internal object uniffiRustFutureContinuationCallbackImpl: UniffiRustFutureContinuationCallback {\n",
        "internal object uniffiRustFutureContinuationCallbackImpl: UniffiRustFutureContinuationCallback {\n    \
         init {\n        Native.setCallbackThreadInitializer(this, CallbackThreadInitializer(true, false, \"genauth\"))\n    \
         }\n\n",
    ),
    (
        "import com.sun.jna.Callback\n",
        "import com.sun.jna.Callback\nimport com.sun.jna.CallbackThreadInitializer\n",
    ),
    // Java checks what is thrown, and has no default arguments.
    (
        "    constructor(`config`: Config) :",
        "    @Throws(GenAuthException::class)\n    constructor(`config`: Config) :",
    ),
    // Java could change a list.
    ("        return List<", "        return unmodifiableList<"),
    // Text that is not Unicode becomes text that the library refuses by its name, and so does a negative duration.
    (
        "onMalformedInput(CodingErrorAction.REPORT)",
        "onMalformedInput(CodingErrorAction.REPLACE).replaceWith(byteArrayOf(0))",
    ),
    (
        "            throw IllegalArgumentException(\"Invalid duration, must be non-negative\")",
        "            buf.putLong(-1).putInt(0)\n            return",
    ),
    // What no application needs to see.
    ("override fun destroy()", "private fun destroy()"),
    ("override fun `setAccessToken`", "fun `setAccessToken`"),
    ("    constructor(withHandle: UniffiWithHandle", "    internal constructor(withHandle: UniffiWithHandle"),
    ("    constructor(noHandle: NoHandle)", "    internal constructor(noHandle: NoHandle)"),
    ("protected val handle", "private val handle"),
    ("protected val cleanable", "private val cleanable"),
    ("    val uniffiIsDestroyed", "    internal val uniffiIsDestroyed"),
    ("    fun uniffiCloneHandle", "    internal fun uniffiCloneHandle"),
    ("    companion object ErrorHandler", "    internal companion object ErrorHandler"),
    ("\nopen class RustBuffer", "\ninternal open class RustBuffer"),
    ("\ninterface Uniffi", "\ninternal interface Uniffi"),
    ("\nobject Uniffi", "\ninternal object Uniffi"),
    ("\nobject NoHandle", "\ninternal object NoHandle"),
    ("\npublic fun uniffi", "\ninternal fun uniffi"),
    ("\npublic interface FfiConverter", "\ninternal interface FfiConverter"),
    ("\npublic object FfiConverter", "\ninternal object FfiConverter"),
    ("\npublic typealias FfiConverter", "\ninternal typealias FfiConverter"),
    (" fun `profileToJson`(", " internal fun `profileToJson`("),
];

/// What is left out: from the first text up to the second.
const CUT: &[(&str, &str)] = &[
    // Helpers for records that hold objects. There are none.
    (
        "\n// Interface implemented by anything that can contain an object reference.",
        "\n/** \n * Placeholder object",
    ),
    // The interface of a class whose calls are elsewhere.
    ("\npublic interface GenAuthClientInterface {", "\n/**\n * Asks one application"),
];

/// What records have besides their fields.
const MEMBERS: &[(&str, &str)] = &[
    // Logs must not hold tokens or personal data.
    ("Config", "override fun toString(): String = \"Config(appId=$appId, host=$host)\""),
    ("Identity", "override fun toString(): String = \"Identity(provider=$provider, type=$type)\""),
    ("Profile", "override fun toString(): String = \"Profile(userId=$userId)\""),
    (
        "Profile",
        "/**\n     * The profile as one JSON object: the service's own names, documented types, absent fields left out, \
         unknown fields\n     * kept, and `_notes` when something was malformed.\n     */\n    \
         fun toJson(): kotlin.String = profileToJson(this)",
    ),
    (
        "Config",
        "/** Everything else as it is by default, for Java. */\n    \
         constructor(appId: kotlin.String, host: kotlin.String) : this(appId, host, null)",
    ),
];

/// Records that applications make.
const MADE: &[&str] = &["Config", "ProfileOptions"];

pub(crate) fn finish(mut source: String) -> Result<String> {
    for (from, to) in REPLACED {
        ensure!(source.contains(from), "uniffi no longer writes {from:?}");
        source = source.replace(from, to);
    }
    for (from, to) in CUT {
        let start = source.find(from).with_context(|| format!("uniffi no longer writes {from:?}"))?;
        let end = source[start..].find(to).with_context(|| format!("uniffi no longer writes {to:?}"))?;
        source.replace_range(start..start + end, "");
    }
    for (record, member) in MEMBERS {
        add_member(&mut source, record, member)?;
    }
    for record in MADE {
        for member in copies(&source, record)? {
            add_member(&mut source, record, &member)?;
        }
    }
    Ok(source)
}

fn add_member(source: &mut String, record: &str, member: &str) -> Result<()> {
    const LAST_MEMBER: &str = "companion object\n";
    let start = source.find(&start_of(record)).with_context(|| format!("there is no {record}"))?;
    let end = source[start..].find(LAST_MEMBER).with_context(|| format!("{record} has no companion"))?;
    source.insert_str(start + end, &format!("{member}\n    "));
    Ok(())
}

/// What Java has in the place of named arguments with defaults: a method for each of them.
fn copies(source: &str, record: &str) -> Result<Vec<String>> {
    let (_, record_on) =
        source.split_once(&start_of(record)).with_context(|| format!("there is no {record}"))?;
    let (fields, _) = record_on.split_once("\n){").with_context(|| format!("{record} has no end"))?;
    let with_default = fields.lines().filter_map(|line| line.trim().strip_prefix("val `")?.split_once(" = "));
    with_default
        .map(|(field, _)| {
            let (name, kind) = field.split_once("`: ").with_context(|| format!("{field} has no type"))?;
            let method = if name.starts_with("with") {
                name.to_owned()
            } else {
                format!("with{}{}", name[..1].to_uppercase(), &name[1..])
            };
            Ok(format!(
                "/** A copy with another [{name}], for Java. */\n    \
                 fun {method}({name}: {kind}): {record} = copy({name} = {name})"
            ))
        })
        .collect()
}

fn start_of(record: &str) -> String {
    format!("data class {record} (")
}
