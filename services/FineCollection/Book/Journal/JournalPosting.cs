using System.Text.Json.Serialization;

namespace Fleet.FineCollection.Book.Journal;

/// <summary>A posting of the journal. Written once, never changed; names are short because there are millions of them.</summary>
/// <param name="Subject">The fine, or the bank line, that it belongs to.</param>
/// <param name="Sequence">Which change of the subject.</param>
/// <param name="Cause">Id of the order; all postings of a cause sum to zero.</param>
/// <param name="At">When the subject booked it, UTC.</param>
/// <param name="BookedAt">When the journal took it, UTC; never falls within a shard.</param>
/// <param name="Account">One of <see cref="BookAccounts"/>.</param>
/// <param name="MinorUnits">Integer minor units, debit positive, credit negative; never 0.</param>
/// <param name="Currency">ISO 4217 code.</param>
public sealed record JournalPosting(
    [property: JsonPropertyName("s")] string Subject,
    [property: JsonPropertyName("n")] int Sequence,
    [property: JsonPropertyName("c")] string Cause,
    [property: JsonPropertyName("t")] DateTimeOffset At,
    [property: JsonPropertyName("b")] DateTimeOffset BookedAt,
    [property: JsonPropertyName("a")] string Account,
    [property: JsonPropertyName("m")] long MinorUnits,
    [property: JsonPropertyName("y")] string Currency);

/// <summary>A posting and where it stands.</summary>
public sealed record PlacedPosting(int Shard, long Position, JournalPosting Posting)
{
    /// <summary>Names the posting for ever.</summary>
    public string Id => FormattableString.Invariant($"pst_{Shard}_{Position}");
}
