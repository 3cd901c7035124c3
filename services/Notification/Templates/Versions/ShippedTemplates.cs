using System.Globalization;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Notification.Templates.Formats;
using Fleet.Notification.Templates.Model;
using Fleet.Notification.Templates.Reading;
using Fleet.Notification.Templates.Rendering;

namespace Fleet.Notification.Templates.Versions;

/// <summary>
/// The templates that the service comes with: <c>TEMPLATE/LOCALE/VERSION.hbs</c>, what a locale's templates share in <c>_partials/LOCALE</c>, and how it
/// writes values in <c>_locales/LOCALE.json</c>. A version with mistakes is left out, and they are told.
/// </summary>
public sealed class ShippedTemplates
{
    private readonly Dictionary<TemplateKey, IReadOnlyList<TemplateVersion>> versions = [];
    private readonly List<TemplateMistake> mistakes = [];
    private readonly string folder;

    private ShippedTemplates(string folder)
    {
        this.folder = folder;
        Locales = Directory.EnumerateFiles(Path.Combine(folder, "_locales"), "*.json").Order(StringComparer.Ordinal)
            .Select(Kit).ToDictionary(kit => kit.Locale, StringComparer.OrdinalIgnoreCase);
        foreach (var name in FieldSets.Names)
        {
            foreach (var kit in Locales.Values) Add(new TemplateKey(name, kit.Locale), kit);
        }
    }

    /// <summary>What is needed to write, by language.</summary>
    public IReadOnlyDictionary<string, LocaleKit> Locales { get; }

    /// <summary>What is wrong with versions that were left out.</summary>
    public IReadOnlyList<TemplateMistake> Mistakes => mistakes;

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">Null: what lies beside the program.</param>
    public static ShippedTemplates Load(string? folder = null) => new(folder ?? Path.Combine(AppContext.BaseDirectory, "Templates", "data"));

    /// <summary>The versions of a template, oldest first; none when there is no such template in the language.</summary>
    public IReadOnlyList<TemplateVersion> Of(TemplateKey key) => versions.GetValueOrDefault(key, []);

    private LocaleKit Kit(string file)
    {
        var locale = Path.GetFileNameWithoutExtension(file);
        var formats = JsonSerializer.Deserialize<LocaleFormats>(File.ReadAllText(file), ContractJson.Options)
            ?? throw new InvalidDataException($"{file} holds no formats.");
        return new LocaleKit(locale, formats, new Partials(PartialsOf(locale, ".text.hbs"), PartialsOf(locale, ".html.hbs")));
    }

    private Dictionary<string, string> PartialsOf(string locale, string ending) => Directory
        .EnumerateFiles(Path.Combine(folder, "_partials", locale), "*" + ending)
        .ToDictionary(file => Path.GetFileName(file)[..^ending.Length], file => File.ReadAllText(file).ReplaceLineEndings("\n"), StringComparer.Ordinal);

    private void Add(TemplateKey key, LocaleKit kit)
    {
        var place = Path.Combine(folder, key.Name, key.Locale);
        if (!Directory.Exists(place)) return;
        var found = new List<TemplateVersion>();
        foreach (var file in Directory.EnumerateFiles(place, "*.hbs"))
        {
            if (Read(file, key, kit) is { } version) found.Add(version);
        }

        if (found.Count > 0) versions[key] = [.. found.OrderBy(version => version.Number)];
    }

    private TemplateVersion? Read(string file, TemplateKey key, LocaleKit kit)
    {
        var name = Path.GetRelativePath(folder, file);
        var isNumber = int.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        if (!isNumber || number is < 1 or >= TemplateVersion.FirstOwn)
        {
            mistakes.Add(new TemplateMistake("", 1, null, "wrong_version", "A file is called by its version, 1.hbs to 999.hbs.", name));
            return null;
        }

        var (read, wrong) = TemplateFile.Read(name, File.ReadAllText(file));
        if (read is not null) wrong = [.. TemplateCheck.Of(read.Parts, FieldSets.Of(key.Name)!, kit.Partials).Select(mistake => InFile(mistake, read, name))];
        mistakes.AddRange(wrong);
        return wrong.Count == 0 ? new TemplateVersion(key, number, read!.Parts) : null;
    }

    private static TemplateMistake InFile(TemplateMistake mistake, TemplateFile file, string name) =>
        file.FirstLines.TryGetValue(mistake.Part, out var first) ? mistake with { Line = first + mistake.Line, File = name } : mistake with { File = name };
}
