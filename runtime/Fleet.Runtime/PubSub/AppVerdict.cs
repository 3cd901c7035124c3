using System.Text.Json;

namespace Fleet.Runtime.PubSub;

/// <summary>What an app says of an event it was given.</summary>
internal enum Verdict
{
    /// <summary>Done.</summary>
    Success,

    /// <summary>Not done: to be given again.</summary>
    Retry,

    /// <summary>Not wanted: to the dead letters, if there are any.</summary>
    Drop,

    /// <summary>The app has no such path: not wanted, and no dead letter either.</summary>
    Gone,
}

/// <summary>Reads the answers of apps to deliveries.</summary>
internal static class AppVerdict
{
    /// <summary>The verdict in the answer to one event. An answer that is no object with a text <c>status</c> is a success.</summary>
    public static Verdict Of(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return Verdict.Success;
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = 1000 });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return Verdict.Success;
            var verdict = Verdict.Success;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isStatus = string.Equals(reader.GetString(), "status", StringComparison.OrdinalIgnoreCase);
                reader.Read();
                if (!isStatus)
                    reader.Skip();
                else if (reader.TokenType == JsonTokenType.String)
                    verdict = Named(reader.GetString());
                else
                    return Verdict.Success;
            }

            return verdict;
        }
        catch (JsonException)
        {
            // Apps may answer 200 with any text.
            return Verdict.Success;
        }
    }

    /// <summary>A verdict as metrics call it.</summary>
    public static string Outcome(Verdict verdict) => verdict switch
    {
        Verdict.Success => "success",
        Verdict.Retry => "retry",
        _ => "drop",
    };

    /// <summary>The verdict of a name in an answer; only the exact names count.</summary>
    public static Verdict Named(string? status) => status switch
    {
        null or "" or "SUCCESS" => Verdict.Success,
        "DROP" => Verdict.Drop,
        _ => Verdict.Retry,
    };
}
