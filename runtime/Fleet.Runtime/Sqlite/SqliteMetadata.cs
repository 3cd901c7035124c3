using Fleet.Runtime.Components;

namespace Fleet.Runtime.Sqlite;

/// <summary>The metadata fields by which a component names its database; those of Dapr's own SQLite components.</summary>
public static class SqliteMetadata
{
    private const string FilePrefix = "file:";

    /// <summary>The fields.</summary>
    public static IReadOnlyList<MetadataField> Fields { get; } =
    [
        new("connectionString"),
        new("url"),
        new("timeout", FieldKind.Duration),
        new("timeoutInSeconds", FieldKind.Duration),
        new("busyTimeout", FieldKind.Duration),
        new("disableWAL", FieldKind.Boolean),
    ];

    /// <summary>The engine of a component's database: one a file in a runtime, one a component for <c>:memory:</c>.</summary>
    /// <exception cref="ComponentException">The metadata name no database.</exception>
    public static SqliteEngine Engine(ComponentContext context)
    {
        var options = Options(context);
        return context.Shared.Engine(options.Path, () => new SqliteEngine(options, context.Log));
    }

    /// <summary>How a component's database is opened. A relative path counts from the runtime's data directory.</summary>
    /// <exception cref="ComponentException">The metadata name no database.</exception>
    public static SqliteOptions Options(ComponentContext context)
    {
        var metadata = context.Metadata;
        var file = File(metadata.Text("connectionString") ?? metadata.Text("url") ?? throw new ComponentException("metadata field connectionString is missing"));
        var inMemory = file.StartsWith(":memory:", StringComparison.OrdinalIgnoreCase);
        return new SqliteOptions(inMemory ? $":memory:{context.AppId}/{context.Name}" : context.ResolvePath(file))
        {
            IsInMemory = inMemory,
            BusyTimeout = metadata.Duration("busyTimeout", TimeSpan.FromSeconds(2), unit: TimeSpan.FromSeconds(1)),
            UsesWriteAheadLog = !metadata.Boolean("disableWAL"),
        };
    }

    // `file:data.db?mode=rwc` as SQLite writes it; what stands behind the question mark is the Go driver's own.
    private static string File(string connectionString)
    {
        var file = connectionString.StartsWith(FilePrefix, StringComparison.OrdinalIgnoreCase) ? connectionString[FilePrefix.Length..] : connectionString;
        var query = file.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? file : file[..query];
    }
}
