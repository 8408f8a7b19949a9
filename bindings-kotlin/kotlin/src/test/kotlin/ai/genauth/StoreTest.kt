package ai.genauth

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.time.Duration
import java.util.concurrent.CountDownLatch
import kotlin.time.Duration.Companion.milliseconds

/** Stores: the library's, and what an application writes itself. */
@Timeout(60)
class StoreTest {
    private val config = OpenIdProvider.config

    private val database = Database()

    private fun keptInDatabase() = OpenIdProvider.session().apply { useStoreBlocking(database) }

    @Test
    fun `a file`(
        @TempDir folder: Path,
    ) = runBlocking<Unit> {
        val file = folder.resolve("session")
        val store = FileStore(file.toString())
        assertNull(Session.open(config, store))
        val session = OpenIdProvider.session()
        session.useStore(store)
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        session.refresh()
        val again = checkNotNull(Session.open(config, FileStore(file.toString())))
        assertEquals(session.tokens(), again.tokens())
        assertTrue(again.signOut().storeRemoved)
        assertFalse(Files.exists(file))
    }

    @Test
    fun `an application's own`() {
        val session = keptInDatabase()
        session.refreshBlocking()
        val again = checkNotNull(Session.openBlocking(config, database))
        assertEquals(session.tokens(), again.tokens())
        assertFalse(database.record.toString().contains(session.tokens()!!.accessToken))
        // The other one is faster: its tokens are taken.
        again.refreshBlocking()
        session.refreshBlocking()
        assertEquals(Session.openBlocking(config, database)?.tokens(), session.tokens())
        session.signOutBlocking()
        assertNull(database.record)
    }

    @Test
    fun `the library's compare generations`() {
        val store = MemoryStore()
        OpenIdProvider.session().useStoreBlocking(store)
        val record = (store.load() as LoadOutcome.Found).record
        assertEquals(SaveOutcome.Conflict(record), store.save(record.generation + 7, record))
        assertEquals(SaveOutcome.Saved, store.save(record.generation, record))
        store.remove()
        assertEquals(SaveOutcome.Conflict(null), store.save(record.generation, record))
        assertThrows<GenAuthException.Store> { store.save(0, SessionRecord("no record")) }
    }

    @Test
    fun `a record that cannot be read`() {
        database.record = SessionRecord("s3cret")
        assertEquals("SessionRecord(generation=0)", database.record.toString())
        val error = assertThrows<GenAuthException.Store> { Session.openBlocking(config, database) }
        assertEquals("the stored session cannot be read", error.detail)
    }

    @Test
    fun `one that throws ends nothing`() {
        val session = keptInDatabase()
        val events = Events()
        session.onEvent(events)
        for (thrown in listOf(IllegalStateException("s3cret"), StackOverflowError("s3cret"))) {
            database.before = { throw thrown }
            val error = assertThrows<GenAuthException.Store> { Session.openBlocking(config, database) }
            assertFalse(error.toString().contains("s3cret"), error.toString())
            session.refreshBlocking()
            assertNotNull(session.tokens())
        }
        eventually("the failure is told") { SessionEvent.StoreFailed in events.seen }
        database.before = {}
        session.accessTokenBlocking()
        assertEquals(session.tokens(), Session.openBlocking(config, database)?.tokens())
        database.before = { error("s3cret") }
        val outcome = session.signOutBlocking()
        assertFalse(outcome.storeRemoved)
        assertTrue(outcome.storeError is GenAuthException.Store, outcome.toString())
        assertFalse(outcome.toString().contains("s3cret"), outcome.toString())
    }

    @Test
    fun `a locked one is not empty`() {
        val locked = { LoadOutcome.Locked }
        val error = assertThrows<GenAuthException.Store> { Session.openBlocking(config, Database(locked)) }
        assertTrue(error.isRetryable)
    }

    @Test
    fun `one that hangs costs its callers their time alone`() {
        val released = CountDownLatch(1)
        val session = keptInDatabase()
        database.before = { released.await() }
        assertThrows<GenAuthException.Timeout> { session.refreshBlocking(Duration.ofMillis(300)) }
        assertThrows<TimeoutCancellationException> {
            runBlocking { withTimeout(300.milliseconds) { Session.open(config, database) } }
        }
        OpenIdProvider.session().refreshBlocking()
        released.countDown()
    }

    @Test
    fun `one that uses the library`() {
        val other = OpenIdProvider.session()
        val session = keptInDatabase()
        database.before = { other.accessTokenBlocking() }
        session.refreshBlocking()
        assertEquals(session.tokens(), Session.openBlocking(config, database)?.tokens())
    }

    @Test
    fun `a hundred sessions open at once`() {
        keptInDatabase()
        database.before = { Thread.sleep(20) }
        runBlocking(Dispatchers.Default) {
            val opened = List(100) { async { Session.open(config, database)?.tokens()?.accessToken } }.awaitAll()
            assertEquals(1, opened.filterNotNull().toSet().size)
        }
    }

    @Test
    fun `one that is asked after the session was closed`() {
        val released = CountDownLatch(1)
        val asked = CountDownLatch(1)
        val session = keptInDatabase()
        val client = session.client()
        database.before = {
            asked.countDown()
            released.await()
        }
        OpenIdProvider.expire(session.tokens()!!.accessToken)
        runBlocking(Dispatchers.Default) {
            val call = async { client.getProfile() }
            asked.await()
            session.close()
            released.countDown()
            assertEquals(USER, call.await().email)
        }
    }
}

/** What an application writes itself, and what happens in it before it does its work. */
private class Database(
    private val instead: (() -> LoadOutcome)? = null,
) : SessionStore {
    @Volatile
    var record: SessionRecord? = null

    @Volatile
    var before: () -> Unit = {}

    override fun load(): LoadOutcome {
        before()
        return instead?.invoke() ?: record?.let(LoadOutcome::Found) ?: LoadOutcome.Empty
    }

    @Synchronized
    override fun save(
        expected: Long,
        record: SessionRecord,
    ): SaveOutcome {
        before()
        if ((this.record?.generation ?: 0) != expected) return SaveOutcome.Conflict(this.record)
        this.record = record
        return SaveOutcome.Saved
    }

    override fun remove() {
        before()
        record = null
    }
}
