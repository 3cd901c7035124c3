using System.CommandLine;

namespace Fleet.Cli.Commands;

/// <summary>The options <c>--data</c> and <c>--data-file</c>: what is sent.</summary>
internal sealed class Payload
{
    public Option<string?> Data { get; } = DaprOptions.Text("JSON to send", "--data", "-d");

    public Option<string?> DataFile { get; } = DaprOptions.Text("File with JSON to send", "--data-file", "-f");

    /// <summary>Not used: there are ports in any case.</summary>
    public Option<string?> Socket { get; } = new("--unix-domain-socket", "-u") { Description = "Changes nothing: there are ports in any case", Hidden = true };

    /// <summary>The bytes.</summary>
    /// <param name="parsed">The arguments.</param>
    /// <param name="command">Name of the command, for the message.</param>
    /// <exception cref="CommandFailedException">Both were given, or the file cannot be read.</exception>
    public byte[] Read(ParseResult parsed, string command)
    {
        var (data, file) = (parsed.GetValue(Data), parsed.GetValue(DataFile));
        if (!string.IsNullOrEmpty(data) && !string.IsNullOrEmpty(file))
            throw new CommandFailedException($"Only one of --data and --data-file allowed in the same {command} command");
        if (string.IsNullOrEmpty(file))
            return System.Text.Encoding.UTF8.GetBytes(data ?? "");
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"Error reading payload from '{file}'. Error: {e.Message}");
        }
    }
}
