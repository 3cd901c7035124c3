namespace Fleet.Runtime.Cel;

/// <summary>A type as a value: what <c>type(x)</c> gives, and what names such as <c>int</c> stand for.</summary>
/// <param name="Name">Its name.</param>
internal sealed record CelType(string Name)
{
    private static readonly Dictionary<string, CelType> Named = new[] { "bool", "bytes", "double", "int", "list", "map", "null_type", "string", "type", "uint" }
        .ToDictionary(name => name, name => new CelType(name), StringComparer.Ordinal);

    /// <summary>The type of that name; null: there is none.</summary>
    public static CelType? Find(string name) => Named.GetValueOrDefault(name);

    public override string ToString() => Name;
}
