using System.Text;
using System.Text.Json;
using Fleet.ServiceDefaults;

namespace Fleet.FineCollection.Tariffs.Reading;

/// <summary>A JSON text that knows the line of each of its values.</summary>
public sealed class LocatedJson
{
    private readonly Dictionary<string, long> lines = new(StringComparer.Ordinal);
    private readonly List<string> twice = [];

    private LocatedJson(JsonElement root) => Root = root;

    /// <summary>The value of the whole text.</summary>
    public JsonElement Root { get; }

    /// <summary>Paths of members that an object has twice; the last one counts.</summary>
    public IReadOnlyList<string> Twice => twice;

    /// <summary>Reads a text.</summary>
    /// <exception cref="JsonException">It is no JSON; the exception has the line.</exception>
    public static LocatedJson Parse(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        using var document = JsonDocument.Parse(bytes);
        if (UnicodeText.NotIn(document.RootElement, "") is not null) throw new JsonException("A text is no Unicode.", null, 0, 0);
        var located = new LocatedJson(document.RootElement.Clone());
        var reader = new Utf8JsonReader(bytes);
        var (at, line) = (0, 1L);
        reader.Read();
        located.Walk(ref reader, "", bytes, ref at, ref line);
        return located;
    }

    /// <summary>Line from 1 of the value at a path, e.g. <c>bands[2].fromExcessKmh</c>; of what is not there, the line of what should hold it.</summary>
    public long LineOf(string path)
    {
        while (path.Length > 0 && !lines.ContainsKey(path)) path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];
        return lines[path];
    }

    private void Walk(ref Utf8JsonReader reader, string path, byte[] text, ref int at, ref long line)
    {
        lines[path] = LineAt(ref reader, text, ref at, ref line);
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var member = path.Length == 0 ? reader.GetString()! : path + "." + reader.GetString();
                if (lines.ContainsKey(member)) twice.Add(member);
                reader.Read();
                Walk(ref reader, member, text, ref at, ref line);
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
                Walk(ref reader, FormattableString.Invariant($"{path}[{index}]"), text, ref at, ref line);
        }
    }

    private static long LineAt(ref Utf8JsonReader reader, byte[] text, ref int at, ref long line)
    {
        for (; at < reader.TokenStartIndex; at++)
        {
            if (text[at] == '\n') line++;
        }

        return line;
    }
}
