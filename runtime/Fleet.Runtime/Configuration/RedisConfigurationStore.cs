using System.Globalization;
using Fleet.Runtime.Components;
using Fleet.Runtime.Redis;

namespace Fleet.Runtime.Configuration;

/// <summary>
/// <c>configuration.redis</c>: an item is a text <c>value</c> or <c>value||version</c> under its key. Changes are heard by
/// Redis' keyspace notifications, which the component switches on.
/// </summary>
public sealed class RedisConfigurationStore(ComponentContext context) : IConfigurationStore
{
    private const string Separator = "||";

    private RedisClient client = null!;

    /// <summary>How YAML names it, and the metadata it takes.</summary>
    public static ComponentType Type { get; } = new("configuration.redis", RedisMetadata.Fields, context => new RedisConfigurationStore(context));

    private string ChannelPrefix => $"__keyspace@{client.Settings.Database.ToString(CultureInfo.InvariantCulture)}__:";

    /// <inheritdoc/>
    public async Task InitAsync(CancellationToken cancellationToken) => client = await RedisMetadata.ConnectAsync(context, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, ConfigurationItem>> GetAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var wanted = keys.Count > 0 ? keys : await AllKeysAsync(cancellationToken);
        var items = new SortedDictionary<string, ConfigurationItem>(StringComparer.Ordinal);
        if (wanted.Count == 0)
            return items;
        // MGET passes over what is no text.
        var values = await client.SendAsync(cancellationToken, ["MGET", .. wanted.Select(key => (RedisArgument)key)]);
        foreach (var (key, value) in wanted.Zip(values.Items))
        {
            var parts = value.Text.Split(Separator);
            if (parts[0].Length > 0)
                items[key] = new ConfigurationItem(parts[0], parts.Length > 1 ? parts[1] : "");
        }

        return items;
    }

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> SubscribeAsync(
        IReadOnlyList<string> keys, Func<string, ConfigurationItem?, Task> changed, CancellationToken cancellationToken)
    {
        await client.SendAsync(cancellationToken, "CONFIG", "SET", "notify-keyspace-events", "KA");
        var command = keys.Count == 0
            ? new RedisCommand("PSUBSCRIBE", ChannelPrefix + "*")
            : new RedisCommand(["SUBSCRIBE", .. keys.Select(key => (RedisArgument)(ChannelPrefix + key))]);
        return await RedisSubscriber.StartAsync(client.Settings, context.Shared.Time, context.Log, command, HeardAsync, cancellationToken);

        async Task HeardAsync(string channel, string operation, CancellationToken ending)
        {
            var key = channel[ChannelPrefix.Length..];
            if (operation == "del")
                await changed(key, null);
            else if ((await GetAsync([key], ending)).TryGetValue(key, out var item))
                await changed(key, item);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (client is not null)
            await client.DisposeAsync();
    }

    private async Task<IReadOnlyList<string>> AllKeysAsync(CancellationToken cancellationToken)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var cursor = "0";
        do
        {
            var page = await client.SendAsync(cancellationToken, "SCAN", cursor, "COUNT", 1000);
            keys.UnionWith(page.Items[1].Items.Select(key => key.Text));
            cursor = page.Items[0].Text;
        }
        while (cursor != "0");
        return [.. keys];
    }
}
