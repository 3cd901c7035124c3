using System.Text.Json;
using Fleet.Runtime.Http;

namespace Fleet.Runtime.State;

/// <summary>The bodies of the state API. What follows the first JSON value is ignored, as daprd does.</summary>
internal static class StateBody
{
    private delegate T Parser<T>(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body);

    /// <summary>Entries to save: an array, or null for none.</summary>
    public static List<StateEntryReader> Entries(ReadOnlyMemory<byte> body) => Parse(body, ReadEntries);

    /// <summary>Keys of a bulk read.</summary>
    public static List<string> Keys(ReadOnlyMemory<byte> body) => Parse(body, ReadKeys);

    /// <summary>Operations of a transaction.</summary>
    public static List<(string Operation, StateEntryReader Entry)> Operations(ReadOnlyMemory<byte> body) => Parse(body, ReadTransaction);

    private static T Parse<T>(ReadOnlyMemory<byte> body, Parser<T> parser)
    {
        try
        {
            var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = 512 });
            reader.Read();
            return parser(ref reader, body);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new ApiException(CommonErrors.Malformed(broken.Message), broken);
        }
    }

    private static List<StateEntryReader> ReadEntries(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        var entries = new List<StateEntryReader>();
        if (!JsonFields.BeginArray(ref reader))
            return entries;
        while (JsonFields.NextItem(ref reader))
            entries.Add(StateEntryReader.Read(ref reader, body));
        return entries;
    }

    private static List<string> ReadKeys(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        var keys = new List<string>();
        if (!JsonFields.BeginObject(ref reader))
            return keys;
        while (JsonFields.Next(ref reader, out var name))
        {
            switch (name)
            {
                case "keys": keys = ReadTexts(ref reader); break;
                case "parallelism": JsonFields.SkipNumber(ref reader); break;
                case "metadata": JsonFields.Texts(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        return keys;
    }

    private static List<string> ReadTexts(ref Utf8JsonReader reader)
    {
        var texts = new List<string>();
        if (!JsonFields.BeginArray(ref reader))
            return texts;
        while (JsonFields.NextItem(ref reader))
            texts.Add(JsonFields.Text(ref reader) ?? "");
        return texts;
    }

    private static List<(string Operation, StateEntryReader Entry)> ReadTransaction(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        var operations = new List<(string Operation, StateEntryReader Entry)>();
        if (!JsonFields.BeginObject(ref reader))
            return operations;
        while (JsonFields.Next(ref reader, out var name))
        {
            if (name != "operations")
            {
                reader.Skip();
            }
            else if (JsonFields.BeginArray(ref reader))
            {
                while (JsonFields.NextItem(ref reader))
                    operations.Add(ReadOperation(ref reader, body));
            }
        }

        return operations;
    }

    private static (string Operation, StateEntryReader Entry) ReadOperation(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        var operation = "";
        var none = new Utf8JsonReader("null"u8);
        none.Read();
        var entry = StateEntryReader.Read(ref none, default);
        if (!JsonFields.BeginObject(ref reader))
            return (operation, entry);
        while (JsonFields.Next(ref reader, out var name))
        {
            switch (name)
            {
                case "operation": operation = JsonFields.Text(ref reader) ?? ""; break;
                case "request": entry = StateEntryReader.Read(ref reader, body); break;
                default: reader.Skip(); break;
            }
        }

        return (operation, entry);
    }
}
