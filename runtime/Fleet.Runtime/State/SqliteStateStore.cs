using System.Text.Unicode;
using Fleet.Runtime.Components;
using Fleet.Runtime.Inspection;
using Fleet.Runtime.Sqlite;

namespace Fleet.Runtime.State;

/// <summary>
/// <c>state.sqlite</c>: a file that Dapr's own component of that name can open, and the other way round. Writes are
/// grouped over all sidecars that use the file.
/// </summary>
public sealed class SqliteStateStore(ComponentContext context) : ITransactionalStateStore, ISetReads, IStateListing
{
    private readonly TimeProvider time = context.Shared.Time;
    private SqliteEngine engine = null!;
    private SqliteStateTable table = null!;
    private ITimer? cleanup;

    /// <summary>How YAML names it, and the metadata it takes.</summary>
    public static ComponentType Type { get; } = new(
        "state.sqlite",
        [
            .. SqliteMetadata.Fields,
            new("tableName"),
            new("metadataTableName"),
            new("cleanupInterval", FieldKind.Duration),
            new("cleanupIntervalInSeconds", FieldKind.Duration),
        ],
        context => new SqliteStateStore(context));

    /// <inheritdoc/>
    public async Task InitAsync(CancellationToken cancellationToken)
    {
        table = new SqliteStateTable(context.Metadata.Text("tableName") ?? "state", context.Metadata.Text("metadataTableName") ?? "metadata");
        engine = SqliteMetadata.Engine(context);
        await engine.WriteAsync(table.Create, cancellationToken);

        var second = TimeSpan.FromSeconds(1);
        var interval = context.Metadata.Duration("cleanupInterval", context.Metadata.Duration("cleanupIntervalInSeconds", TimeSpan.Zero, second), second);
        if (interval > TimeSpan.Zero)
            cleanup = time.CreateTimer(_ => _ = CleanUpAsync(), state: null, interval, interval);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StateEntry?>> GetAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await engine.ReadAsync(
            connection =>
            {
                var found = new StateEntry?[keys.Count];
                for (var i = 0; i < found.Length; i++)
                    found[i] = table.Find(connection, keys[i], now);
                return found;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task WriteAsync(StateWrite write, CancellationToken cancellationToken)
    {
        var row = Row(write);
        return engine.WriteAsync(
            connection =>
            {
                table.Write(connection, row);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task TransactAsync(IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken)
    {
        var rows = writes.Select(Row).ToArray();
        return engine.WriteAsync(
            connection =>
            {
                foreach (var row in rows)
                    table.Write(connection, row);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>>> ListAsync(int most, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await engine.ReadAsync(connection => table.List(connection, now, most), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (cleanup is not null)
            await cleanup.DisposeAsync();
    }

    // Whatever can be done before the writer's turn is done here, beside it.
    private StateRow Row(StateWrite write)
    {
        var isText = write.Value is not { } value || (Utf8.IsValid(value.Span) && !value.Span.Contains((byte)0));
        return new StateRow(write, isText, Guid.NewGuid().ToString(), time.GetUtcNow());
    }

    private async Task CleanUpAsync()
    {
        try
        {
            var now = time.GetUtcNow();
            await engine.WriteAsync(connection => table.RemoveExpired(connection, now), CancellationToken.None);
        }
        catch (Exception failure)
        {
            SqliteStateLog.CleanupFailed(context.Log, context.Name, failure);
        }
    }
}
