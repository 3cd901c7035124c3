using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Runtime.Components;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.Bindings;

/// <summary><c>bindings.localstorage</c>: files below one folder, which no file name leads out of.</summary>
internal sealed class LocalStorageBinding(ComponentContext context) : IOutputBinding
{
    private readonly string root = context.ResolvePath(context.Metadata.Required("rootPath"));

    /// <summary>How YAML names it, and what it knows.</summary>
    public static ComponentType Type { get; } = new("bindings.localstorage", [new("rootPath", Required: true)], context => new LocalStorageBinding(context));

    /// <inheritdoc/>
    public IReadOnlyList<string> Operations { get; } = ["create", "get", "list", "delete"];

    /// <inheritdoc/>
    public Task InitAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(root);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<BindingResponse> InvokeAsync(BindingRequest request, CancellationToken cancellationToken)
    {
        var name = request.Metadata.GetValueOrDefault("fileName", "");
        return request.Operation switch
        {
            "create" => await CreateAsync(name.Length > 0 ? name : Guid.NewGuid().ToString(), request.Data, cancellationToken),
            "get" => Answer(await File.ReadAllBytesAsync(Existing(name), cancellationToken)),
            "list" => List(name),
            _ => Delete(name),
        };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<BindingResponse> CreateAsync(string name, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var path = Inside(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, Content(data), cancellationToken);
        return Answer(JsonText.Bytes(new JsonObject { ["fileName"] = Path.GetRelativePath(root, path).Replace('\\', '/') }));
    }

    private BindingResponse List(string name)
    {
        var path = Inside(name);
        if (!Directory.Exists(path))
            throw new ComponentException(File.Exists(path) ? $"{name} is a file, not a folder" : $"there is no folder {name}");
        var files = Files(new DirectoryInfo(path)).Select(file => (JsonNode)file).ToArray();
        return Answer(JsonText.Bytes(files.Length == 0 ? null : new JsonArray(files)));
    }

    // Folder by folder, each in the order of its names.
    private static IEnumerable<string> Files(DirectoryInfo folder) => folder.EnumerateFileSystemInfos()
        .OrderBy(entry => entry.Name, StringComparer.Ordinal)
        .SelectMany(entry => entry is DirectoryInfo { LinkTarget: null } inner ? Files(inner) : [entry.FullName]);

    private BindingResponse Delete(string name)
    {
        var path = Inside(name);
        if (name.Length > 0 && path != root && Directory.Exists(path))
            Directory.Delete(path);
        else
            File.Delete(Existing(name));
        return BindingResponse.Nothing;
    }

    private string Existing(string name)
    {
        if (name.Length == 0)
            throw new ComponentException("metadata field fileName is missing");
        var path = Inside(name);
        return File.Exists(path) ? path : throw new ComponentException($"there is no file {name}");
    }

    // As if the folder were the root of the file system: what leads above it ends at it.
    private string Inside(string name)
    {
        var parts = new Stack<string>();
        foreach (var part in name.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
                parts.TryPop(out _);
            else if (part != ".")
                parts.Push(part);
        }

        return Path.Combine([root, .. parts.Reverse()]);
    }

    // A JSON text stands for its characters; whatever is base64 then, stands for bytes.
    private static byte[] Content(ReadOnlyMemory<byte> data)
    {
        var text = JsonSerializer.Deserialize<JsonElement>(data.Span) is { ValueKind: JsonValueKind.String } json ? json.GetString()! : Encoding.UTF8.GetString(data.Span);
        var bytes = new byte[text.Length];
        return text.AsSpan().IndexOfAny(' ', '\t') < 0 && Convert.TryFromBase64String(text, bytes, out var written) ? bytes[..written] : Encoding.UTF8.GetBytes(text);
    }

    private static BindingResponse Answer(byte[] data) => new(data, BindingResponse.Nothing.Metadata);
}
