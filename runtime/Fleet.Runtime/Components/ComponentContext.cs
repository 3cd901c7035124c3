using Fleet.Runtime.Hosting;
using Microsoft.Extensions.Logging;

namespace Fleet.Runtime.Components;

/// <summary>What a component is made of.</summary>
/// <param name="Name">Name of the component.</param>
/// <param name="AppId">App id of its sidecar.</param>
/// <param name="Metadata">Its metadata, with secrets and environment resolved.</param>
/// <param name="Shared">What the components of one runtime share: time, files, brokers.</param>
/// <param name="Log">Where it says what happens; never secrets, never personal data.</param>
public sealed record ComponentContext(string Name, string AppId, ComponentMetadata Metadata, SharedServices Shared, ILogger Log)
{
    /// <summary>Environment of its sidecar.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Directory of its sidecar; null: that of the runtime.</summary>
    public string? Directory { get; init; }

    /// <summary>A path from its metadata, made absolute.</summary>
    public string ResolvePath(string path) => Directory is null ? Shared.ResolvePath(path) : Path.GetFullPath(path, Directory);
}
