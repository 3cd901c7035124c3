using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Fleet.Cli.RunFiles;

/// <summary>Says what is wrong with the value of a field, or nothing.</summary>
internal static class FieldCheck
{
    private static readonly string[] Protocols = ["http", "https", "h2c"];
    private static readonly string[] NotServed = ["grpc", "grpcs"];
    private static readonly string[] Destinations = ["file", "console", "fileAndConsole"];
    private static readonly string[] LogLevels = ["debug", "info", "warn", "warning", "error", "fatal", "panic"];
    private static readonly string[] PullPolicies = ["Always", "Never", "IfNotPresent"];

    /// <summary>The mistake in <paramref name="node"/>, or null.</summary>
    public static string? Mistake(FieldKind kind, YamlNode node) => kind switch
    {
        FieldKind.Texts => node is YamlSequenceNode list && list.Children.All(IsText) ? null : "must be a list of texts",
        FieldKind.ExistingPaths => node is YamlScalarNode || (node is YamlSequenceNode paths && paths.Children.All(IsText)) ? null : "must be a list of paths",
        FieldKind.Map => node is YamlMappingNode map && map.Children.All(pair => IsText(pair.Key) && IsText(pair.Value)) ? null : "must be a map of names to texts",
        _ => node is YamlScalarNode scalar ? OfScalar(kind, scalar.Value ?? "") : $"must be {Expected(kind)}",
    };

    /// <summary>Bytes of a quantity such as <c>4Mi</c>, <c>16k</c> or <c>1024</c>; null when it is none.</summary>
    public static long? Bytes(string quantity)
    {
        var unit = Units.FirstOrDefault(u => quantity.EndsWith(u.Suffix, StringComparison.Ordinal));
        var digits = quantity[..^unit.Suffix.Length];
        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number * unit.Factor : null;
    }

    private static readonly (string Suffix, long Factor)[] Units =
        [("Ki", 1L << 10), ("Mi", 1L << 20), ("Gi", 1L << 30), ("k", 1_000), ("M", 1_000_000), ("G", 1_000_000_000), ("", 1)];

    private static string? OfScalar(FieldKind kind, string value)
    {
        var good = kind switch
        {
            FieldKind.Port => Whole(value) is >= -1 and <= 65535,
            FieldKind.Whole => Whole(value) is not null,
            FieldKind.Flag => bool.TryParse(value, out _),
            FieldKind.Size => Bytes(value) is not null,
            FieldKind.Protocol => Protocols.Contains(value, StringComparer.OrdinalIgnoreCase),
            FieldKind.Destination => Destinations.Contains(value, StringComparer.Ordinal),
            FieldKind.PullPolicy => PullPolicies.Contains(value, StringComparer.Ordinal),
            FieldKind.LogLevel => LogLevels.Contains(value, StringComparer.OrdinalIgnoreCase),
            _ => true,
        };
        var why = kind == FieldKind.Protocol && NotServed.Contains(value, StringComparer.OrdinalIgnoreCase) ? ": the embedded runtime speaks HTTP only" : "";
        return good ? null : $"'{value}' is not {Expected(kind)}{why}";
    }

    private static string Expected(FieldKind kind) => kind switch
    {
        FieldKind.Port => "a port number (1 to 65535, or 0 for any free one)",
        FieldKind.Whole => "a whole number",
        FieldKind.Flag => "true or false",
        FieldKind.Size => "a size such as 4Mi",
        FieldKind.Protocol => "one of " + string.Join(", ", Protocols),
        FieldKind.Destination => "one of " + string.Join(", ", Destinations),
        FieldKind.PullPolicy => "one of " + string.Join(", ", PullPolicies),
        FieldKind.LogLevel => "one of " + string.Join(", ", LogLevels),
        _ => "a text",
    };

    private static long? Whole(string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsText(YamlNode node) => node is YamlScalarNode;
}
