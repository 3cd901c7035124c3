using System.Text.Json;
using System.Text.Json.Serialization;
using Fleet.FineCollection.Domain;

namespace Fleet.FineCollection.Tariffs;

/// <summary>Reads the tariffs from a folder of JSON files, one version a file, and reports every mistake at once.</summary>
public static class TariffFiles
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>The tariffs of all <c>*.json</c> files in <paramref name="folder"/>.</summary>
    /// <exception cref="TariffMistakesException">A file is no valid tariff, or there is none.</exception>
    public static TariffBook Load(string folder)
    {
        var mistakes = new List<TariffMistake>();
        var tariffs = new List<Tariff>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            if (Read(Path.GetFileName(file), File.ReadAllText(file), mistakes) is { } tariff) tariffs.Add(tariff);
        }

        if (tariffs.Count == 0 && mistakes.Count == 0) mistakes.Add(new TariffMistake(folder, null, null, "There is no tariff."));
        mistakes.AddRange(TariffRules.BrokenTogether(tariffs).Select(rule => new TariffMistake(folder, null, rule.Field, rule.Message)));
        return mistakes.Count == 0 ? new TariffBook(tariffs) : throw new TariffMistakesException(mistakes);
    }

    /// <summary>The tariff in <paramref name="json"/>; null, and mistakes added, when it is none.</summary>
    public static Tariff? Read(string file, string json, ICollection<TariffMistake> mistakes)
    {
        try
        {
            var tariff = JsonSerializer.Deserialize<Tariff>(json, Strict) ?? throw new JsonException("A tariff is a JSON object.");
            var broken = TariffRules.Broken(tariff).ToList();
            broken.ForEach(rule => mistakes.Add(new TariffMistake(file, null, rule.Field, rule.Message)));
            return broken.Count == 0 ? tariff : null;
        }
        catch (JsonException malformed)
        {
            mistakes.Add(new TariffMistake(file, malformed.LineNumber + 1, malformed.Path?.TrimStart('$', '.'), malformed.Message));
            return null;
        }
    }
}

/// <summary>One mistake in a tariff file.</summary>
/// <param name="File">Name of the file, or the folder when several are concerned.</param>
/// <param name="Line">Line from 1, where it is known.</param>
/// <param name="Field">The offending field, where it is known.</param>
/// <param name="Message">What is wrong.</param>
public sealed record TariffMistake(string File, long? Line, string? Field, string Message)
{
    /// <summary>As a person reads it.</summary>
    public override string ToString() => $"{File}{(Line is null ? "" : ":" + Line)}: {Field} {Message}";
}

/// <summary>The service must not start: its tariffs have mistakes.</summary>
public sealed class TariffMistakesException(IReadOnlyList<TariffMistake> mistakes)
    : Exception("The tariffs have mistakes:" + Environment.NewLine + string.Join(Environment.NewLine, mistakes))
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<TariffMistake> Mistakes { get; } = mistakes;
}
