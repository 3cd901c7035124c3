using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Fleet.Cli.RunFiles;

/// <summary>What reading a run file gave.</summary>
/// <param name="File">The file; null when a mistake makes it unusable.</param>
/// <param name="Mistakes">Everything that is wrong, in the order of the file.</param>
public sealed record RunFileReading(RunFile? File, IReadOnlyList<RunFileMistake> Mistakes);

/// <summary>Reads multi-app run files of version 1, anybody's, and reports every mistake at once.</summary>
public sealed class RunFileReader
{
    private readonly List<RunFileMistake> mistakes = [];
    private readonly List<string> idle = [];
    private readonly string path;
    private readonly string name;

    private RunFileReader(string path, string? name = null) => (this.path, this.name) = (path, name ?? path);

    /// <summary>Reads the file at <paramref name="path"/>; of a folder, its <c>dapr.yaml</c>.</summary>
    public static RunFileReading Read(string path)
    {
        var file = Path.GetFullPath(Directory.Exists(path) ? Path.Combine(path, "dapr.yaml") : path);
        var reader = new RunFileReader(file);
        return reader.Reading(File.Exists(file) ? reader.Parse(File.ReadAllText(file)) : reader.Fail(1, "", "there is no such run file"));
    }

    /// <summary>Reads a run file from a text; its paths are relative to the current folder.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="name">What to call it in messages.</param>
    public static RunFileReading Read(TextReader text, string name)
    {
        var reader = new RunFileReader(Path.GetFullPath(name), name);
        return reader.Reading(reader.Parse(text.ReadToEnd()));
    }

    /// <summary>Reads one app that was given by arguments: only these count, not what lies in its directory.</summary>
    public static RunFileReading ReadArguments(YamlMappingNode app)
    {
        var reader = new RunFileReader(Path.GetFullPath("arguments"));
        var common = new RunFileSection("common", 1, Environment.CurrentDirectory);
        var resolver = new RunFileResolver(common, (line, field, message) => reader.Fail(line, field, message)) { LooksInDirectory = false };
        return reader.Reading(reader.App(app, 0, resolver) is { } read ? new RunFile(reader.path, null, [read]) : null);
    }

    private RunFileReading Reading(RunFile? result) =>
        new(mistakes.TrueForAll(m => m.Tolerable) ? result : null, [.. mistakes.OrderBy(m => m.Line)]);

    private RunFile? Parse(string text)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            return Fail((int)e.Start.Line, "", "is not YAML: " + e.Message);
        }

        return yaml.Documents.Count == 1 && yaml.Documents[0].RootNode is YamlMappingNode root
            ? Root(root)
            : Fail(1, "", "must be one YAML document with version and apps");
    }

    private RunFile? Root(YamlMappingNode root)
    {
        var common = new RunFileSection("common", 1, Path.GetDirectoryName(path)!);
        YamlSequenceNode? apps = null;
        string? version = null, title = null;
        foreach (var (field, value) in Fields(root))
        {
            switch (field, value)
            {
                case ("version", YamlScalarNode scalar): version = scalar.Value; break;
                case ("name", YamlScalarNode scalar): title = scalar.Value; break;
                case ("common", YamlMappingNode map): Fill(common, map, RunFileSchema.Shared); break;
                case ("apps", YamlSequenceNode list): apps = list; break;
                case ("common", YamlScalarNode { Value: null or "" }): break;
                case ("version" or "name" or "common" or "apps", _): Fail((int)value.Start.Line, field, "has the wrong form"); break;
                default: Unknown(value, field, field, ["version", "name", "common", "apps"]); break;
            }
        }

        if (version != "1")
            Fail(1, "version", version is null ? "is missing; it must be 1" : $"'{version}' is not supported; it must be 1");
        if (apps is null || apps.Children.Count == 0)
            return Fail(1, "apps", "there is no app to run");
        var resolver = new RunFileResolver(common, (line, field, message) => Fail(line, field, message));
        var resolved = apps.Children.Select((node, index) => App(node, index, resolver)).OfType<RunFileApp>().ToList();
        return new RunFile(path, title, resolved) { IdleFields = idle };
    }

    private RunFileApp? App(YamlNode node, int index, RunFileResolver resolver)
    {
        var section = $"apps[{index}]";
        if (node is not YamlMappingNode map)
        {
            Fail((int)node.Start.Line, section, "must be a map of fields");
            return null;
        }

        // Paths of an app are relative to its directory, which itself is relative to the file.
        var directory = map.Children.TryGetValue("appDirPath", out var path) && path is YamlScalarNode { Value: { Length: > 0 } text } ? text : ".";
        var file = new RunFileSection(section, (int)node.Start.Line, Path.GetDirectoryName(this.path)!);
        var app = new RunFileSection(section, (int)node.Start.Line, file.Absolute(directory));
        Fill(app, map, RunFileSchema.App);
        return resolver.Resolve(app, file.Absolute(directory));
    }

    private void Fill(RunFileSection section, YamlMappingNode map, IReadOnlyDictionary<string, FieldKind> schema)
    {
        foreach (var (field, value) in Fields(map))
        {
            var full = $"{section.Name}.{field}";
            if (!schema.TryGetValue(field, out var kind))
                Unknown(value, field, full, schema.Keys);
            else if (value is YamlScalarNode { Value: null or "" } empty && !(kind == FieldKind.Address && empty.Style != ScalarStyle.Plain))
                continue;
            else if (FieldCheck.Mistake(kind, value) is { } mistake)
                Fail((int)value.Start.Line, full, mistake);
            else
                Take(section, field, value);
        }
    }

    private void Take(RunFileSection section, string field, YamlNode value)
    {
        section.Take(field, value);
        if (RunFileSchema.Idle.Contains(field))
            idle.Add($"{section.Name}.{field}");
    }

    private static IEnumerable<(string Field, YamlNode Value)> Fields(YamlMappingNode map) =>
        map.Children.Select(pair => ((pair.Key as YamlScalarNode)?.Value ?? "", pair.Value));

    private void Unknown(YamlNode value, string field, string full, IEnumerable<string> known)
    {
        var meant = known.FirstOrDefault(k => string.Equals(k, field, StringComparison.OrdinalIgnoreCase));
        var hint = meant is null ? "" : $"; did you mean {meant}?";
        mistakes.Add(new RunFileMistake(name, (int)value.Start.Line, full, "is not a field of a run file" + hint, Tolerable: true));
    }

    private RunFile? Fail(int line, string field, string message)
    {
        mistakes.Add(new RunFileMistake(name, line, field, message));
        return null;
    }
}
