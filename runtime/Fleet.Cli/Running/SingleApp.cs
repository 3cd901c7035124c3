using Fleet.Cli.RunFiles;
using YamlDotNet.RepresentationModel;

namespace Fleet.Cli.Running;

/// <summary>An app that is described by arguments, in the terms of a run file: the same checks, the same defaults.</summary>
public static class SingleApp
{
    private const string Prefix = "apps[0].";

    /// <summary>A run file with this one app; it runs in the current directory.</summary>
    /// <param name="fields">Values by field of the run file.</param>
    /// <param name="command">Program and arguments; empty for a sidecar only.</param>
    /// <param name="nameOf">How the person calls a field.</param>
    /// <exception cref="CommandFailedException">A value is wrong.</exception>
    public static RunFile Describe(IReadOnlyDictionary<string, YamlNode> fields, IReadOnlyList<string> command, Func<string, string> nameOf)
    {
        var app = new YamlMappingNode(fields.Select(field => KeyValuePair.Create((YamlNode)field.Key, field.Value)))
        {
            { "appDirPath", "." },
            { "command", new YamlSequenceNode(command.Select(part => new YamlScalarNode(part))) },
        };
        var reading = RunFileReader.ReadArguments(app);
        return reading.File ?? throw new CommandFailedException(string.Join(Environment.NewLine, reading.Mistakes.Select(mistake => Explain(mistake, nameOf))));
    }

    private static string Explain(RunFileMistake mistake, Func<string, string> nameOf)
    {
        var field = mistake.Field.StartsWith(Prefix, StringComparison.Ordinal) ? mistake.Field[Prefix.Length..] : mistake.Field;
        var message = mistake.Message.Replace(Prefix, "", StringComparison.Ordinal);
        return $"{nameOf(field)}: {message}";
    }
}
