using System.Globalization;
using Fleet.Runtime.Components;
using Fleet.Runtime.Redis;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.State;

/// <summary>
/// <c>state.redis</c>: values lie as Dapr's own component of that name lays them. As there, a transaction with a stale
/// ETag fails but does its other operations, and the end of a value is not told.
/// </summary>
public sealed class RedisStateStore(ComponentContext context) : ITransactionalStateStore, IQueryableStateStore
{
    private const string Mismatch = "ETAG";

    private RedisClient client = null!;
    private long? defaultTtl;

    /// <summary>How YAML names it, and the metadata it takes.</summary>
    public static ComponentType Type { get; } = new(
        "state.redis",
        [.. RedisMetadata.Fields, new("ttlInSeconds", FieldKind.Number), new("queryIndexes")],
        context => new RedisStateStore(context));

    /// <inheritdoc/>
    public async Task InitAsync(CancellationToken cancellationToken)
    {
        defaultTtl = context.Metadata.Text("ttlInSeconds") is null ? null : context.Metadata.Number("ttlInSeconds", 0);
        if (context.Metadata.Text("queryIndexes") is not null)
            context.Log.LogWarning("Component {Component}: the embedded runtime has no queries, queryIndexes does nothing", context.Name);
        client = await RedisMetadata.ConnectAsync(context, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StateEntry?>> GetAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
            return [];
        var replies = await client.SendAllAsync([.. keys.Select(key => new RedisCommand("HGETALL", key))], cancellationToken);
        var found = new StateEntry?[keys.Count];
        for (var i = 0; i < found.Length; i++)
            found[i] = replies[i].Error is { Prefix: "WRONGTYPE" } ? await GetPlainAsync(keys[i], cancellationToken) : Entry(keys[i], replies[i].OrThrow());
        return found;
    }

    /// <inheritdoc/>
    public async Task WriteAsync(StateWrite write, CancellationToken cancellationToken)
    {
        foreach (var reply in await client.SendAllAsync(Commands(write, takesFirstWrite: true), cancellationToken))
            Judge(reply, write);
    }

    /// <inheritdoc/>
    public async Task TransactAsync(IReadOnlyList<StateWrite> writes, CancellationToken cancellationToken)
    {
        List<RedisCommand> commands = [new("MULTI")];
        foreach (var write in writes)
            commands.AddRange(Commands(write, takesFirstWrite: false));
        commands.Add(new RedisCommand("EXEC"));
        var replies = await client.SendAllAsync(commands, cancellationToken);
        foreach (var reply in replies[^1].OrThrow().Items)
            reply.OrThrow();
    }

    /// <inheritdoc/>
    public Task QueryAsync(CancellationToken cancellationToken) =>
        Task.FromException(new ComponentException("query index not found: the embedded runtime has no queries on Redis"));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (client is not null)
            await client.DisposeAsync();
    }

    private List<RedisCommand> Commands(StateWrite write, bool takesFirstWrite)
    {
        if (write.Value is not { } value)
            return [new RedisCommand("EVAL", RedisStateScripts.Delete, 1, write.Key, write.Etag ?? "0")];
        List<RedisCommand> commands =
        [
            new("EVAL", RedisStateScripts.Save, 1, write.Key, Version(write), value, takesFirstWrite && write.FirstWrite ? 0 : 1),
        ];
        var seconds = write.Ttl is { } ttl ? (long)ttl.TotalSeconds : defaultTtl;
        if (seconds > 0)
            commands.Add(new RedisCommand("EXPIRE", write.Key, seconds.Value));
        else if (seconds is not null)
            commands.Add(new RedisCommand("PERSIST", write.Key));
        return commands;
    }

    private static long Version(StateWrite write)
    {
        if (write.LastWrite || write.Etag is not { } etag)
            return 0;
        return long.TryParse(etag, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var version) ? version : throw new EtagInvalidException(etag);
    }

    private static void Judge(RedisReply reply, StateWrite write)
    {
        if (reply.Error is not { } refused)
            return;
        if (refused.Prefix != Mismatch)
            throw refused;
        throw write.Etag is null ? new ComponentException($"failed to set key {write.Key}: it is there already") : new EtagMismatchException(write.Key);
    }

    // What others wrote as a plain text is read too; it has no ETag.
    private async Task<StateEntry?> GetPlainAsync(string key, CancellationToken cancellationToken)
    {
        var reply = await client.SendAsync(cancellationToken, "GET", key);
        return reply.IsNull ? null : new StateEntry(reply.Bytes, "", ExpiresAt: null);
    }

    private static StateEntry? Entry(string key, RedisReply hash)
    {
        ReadOnlyMemory<byte>? data = null;
        string? version = null;
        for (var i = 0; i + 1 < hash.Items.Count; i += 2)
        {
            switch (hash.Items[i].Text)
            {
                case "data": data = hash.Items[i + 1].Bytes; break;
                case "version": version = hash.Items[i + 1].Text; break;
            }
        }

        if (hash.Items.Count == 0)
            return null;
        return data is { } value && version is not null
            ? new StateEntry(value, version, ExpiresAt: null)
            : throw new ComponentException($"the hash {key} has no field data or no field version: it is no state");
    }
}
