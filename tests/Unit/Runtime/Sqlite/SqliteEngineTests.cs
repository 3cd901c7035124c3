using Fleet.Runtime.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fleet.Tests.Unit.Runtime.Sqlite;

public sealed class SqliteEngineTests : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fleet-sqlite-").FullName;
    private readonly SqliteEngine engine;

    public SqliteEngineTests() => engine = Open(queueLimit: 4096);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writes_that_wait_are_committed_together_and_each_is_told_its_result()
    {
        await CreateAsync(engine);
        var changes = 0L;
        using var holding = Hold(engine);

        var writes = Enumerable.Range(0, 50).Select(number => engine.WriteAsync(
            connection =>
            {
                Insert(connection, number);
                return connection.IsIdle;
            },
            Cancellation,
            _ => changes++)).ToArray();
        holding.Release();

        Assert.All(await Task.WhenAll(writes), wasIdle => Assert.False(wasIdle));
        Assert.Equal(50, changes);
        Assert.Equal(50, await CountAsync(engine));
    }

    [Fact]
    public async Task A_write_that_fails_is_undone_and_harms_no_other_of_its_group()
    {
        await CreateAsync(engine);
        using var holding = Hold(engine);
        var before = InsertAsync(engine, 1);
        var failing = engine.WriteAsync<bool>(
            connection =>
            {
                Insert(connection, 2);
                throw new FormatException("no");
            },
            Cancellation);
        var after = InsertAsync(engine, 3);
        holding.Release();

        await Task.WhenAll(before, after);
        await Assert.ThrowsAsync<FormatException>(() => failing);
        Assert.Equal(2, await CountAsync(engine));
    }

    [Fact]
    public async Task A_file_that_was_deleted_takes_no_writes_that_nobody_would_find_again()
    {
        await CreateAsync(engine);
        await InsertAsync(engine, 1);
        var file = Directory.EnumerateFiles(folder, "*.db").Single();
        File.Move(file, file + ".away");

        var failure = await Assert.ThrowsAsync<SqliteFailureException>(() => InsertAsync(engine, 2));

        Assert.Contains("moved or deleted", failure.Message, StringComparison.Ordinal);
        File.Move(file + ".away", file);
        await InsertAsync(engine, 3);
        Assert.Equal(2, await CountAsync(engine));
    }

    [Fact]
    public async Task A_write_alone_that_fails_is_undone()
    {
        await CreateAsync(engine);

        await Assert.ThrowsAsync<FormatException>(() => engine.WriteAsync<bool>(
            connection =>
            {
                Insert(connection, 1);
                throw new FormatException("no");
            },
            Cancellation));

        Assert.Equal(0, await CountAsync(engine));
        await InsertAsync(engine, 1);
        Assert.Equal(1, await CountAsync(engine));
    }

    [Fact]
    public async Task A_full_disk_is_told_as_such_and_the_writer_goes_on_when_there_is_room()
    {
        await CreateAsync(engine);
        await InsertAsync(engine, 1);
        await PagesAsync(5);

        var failure = await Assert.ThrowsAsync<SqliteFailureException>(() => engine.WriteAsync(
            connection => connection.Prepare("INSERT INTO item (number, text) VALUES (2, ?1)").Bind(1, new string('x', 100_000)).Run(), Cancellation));
        Assert.Contains("the disk is full", failure.Message, StringComparison.Ordinal);

        await PagesAsync(100_000);
        await InsertAsync(engine, 3);
        Assert.Equal(2, await CountAsync(engine));
    }

    [Fact]
    public async Task A_full_queue_lets_callers_wait_and_loses_none()
    {
        await using var small = Open(queueLimit: 4);
        await CreateAsync(small);
        using var holding = Hold(small);

        var writes = Enumerable.Range(0, 40).Select(number => InsertAsync(small, number)).ToArray();
        holding.Release();

        await Task.WhenAll(writes);
        Assert.Equal(40, await CountAsync(small));
    }

    [Fact]
    public async Task A_write_whose_caller_has_gone_is_not_done()
    {
        await CreateAsync(engine);
        using var gone = new CancellationTokenSource();
        using var holding = Hold(engine);
        var write = engine.WriteAsync(connection => Insert(connection, 1), gone.Token);
        await gone.CancelAsync();
        holding.Release();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        Assert.Equal(0, await CountAsync(engine));
    }

    [Fact]
    public async Task What_waits_at_the_end_is_still_done_and_nothing_is_taken_after_it()
    {
        await CreateAsync(engine);
        using var holding = Hold(engine);
        var waiting = InsertAsync(engine, 1);
        var ending = engine.DisposeAsync();
        holding.Release();
        await ending;

        await waiting;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => InsertAsync(engine, 2));
        await using var again = Open(queueLimit: 4096);
        Assert.Equal(1, await CountAsync(again));
    }

    [Fact]
    public async Task A_damaged_file_is_told_as_such()
    {
        await CreateAsync(engine);
        await Task.WhenAll(Enumerable.Range(0, 2000).Select(number => InsertAsync(engine, number)));
        await engine.DisposeAsync();
        var path = Path.Combine(folder, "test.db");
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);
        bytes.AsSpan(4096).Fill(0x5a);
        await File.WriteAllBytesAsync(path, bytes, Cancellation);

        await using var again = Open(queueLimit: 4096);
        var failure = await Assert.ThrowsAsync<SqliteFailureException>(() => InsertAsync(again, 1));

        Assert.Contains("the file is damaged", failure.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private SqliteEngine Open(int queueLimit) =>
        new(new SqliteOptions(Path.Combine(folder, "test.db")) { QueueLimit = queueLimit }, NullLogger.Instance);

    private Task PagesAsync(int most) => engine.WriteAsync(
        connection =>
        {
            connection.Execute($"PRAGMA max_page_count = {most}");
            return true;
        },
        Cancellation);

    private static Task CreateAsync(SqliteEngine engine) => engine.WriteAsync(
        connection =>
        {
            connection.Execute("CREATE TABLE IF NOT EXISTS item (number INTEGER, text TEXT)");
            return true;
        },
        Cancellation);

    private static Task InsertAsync(SqliteEngine engine, long number) => engine.WriteAsync(connection => Insert(connection, number), Cancellation);

    private static int Insert(SqliteConnection connection, long number) =>
        connection.Prepare("INSERT INTO item (number, text) VALUES (?1, '')").Bind(1, number).Run();

    private static async Task<long> CountAsync(SqliteEngine engine) => await engine.WriteAsync(
        connection =>
        {
            var row = connection.Prepare("SELECT count(*) FROM item");
            row.Step();
            var count = row.Long(0);
            row.Reset();
            return count;
        },
        Cancellation);

    private static Held Hold(SqliteEngine engine) => new(engine);

    /// <summary>Keeps the writer busy, so that what is written meanwhile forms one group.</summary>
    private sealed class Held : IDisposable
    {
        private readonly ManualResetEventSlim release = new();
        private readonly Task holding;

        public Held(SqliteEngine engine)
        {
            using var begun = new ManualResetEventSlim();
            holding = engine.WriteAsync(
                _ =>
                {
                    begun.Set();
                    release.Wait(Cancellation);
                    return true;
                },
                Cancellation);
            begun.Wait(Cancellation);
        }

        public void Release() => release.Set();

        public void Dispose()
        {
            release.Set();
            _ = holding.ContinueWith(_ => release.Dispose(), TaskScheduler.Default);
        }
    }
}
