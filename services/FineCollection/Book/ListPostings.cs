using System.Globalization;
using Fleet.FineCollection.Book.Journal;
using Fleet.FineCollection.Fines;
using Fleet.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Fleet.FineCollection.Book;

/// <summary><c>GET /v1/ledger/postings</c>: the journal, newest first; <c>account</c>, <c>fine</c>, <c>from</c> and <c>to</c> narrow it.</summary>
internal static class ListPostings
{
    // So many postings are looked at for one page of a narrowed list; then the page ends early, with a cursor.
    private const int MaxScanned = 4_000;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/ledger/postings", Handle)
        .WithSummary("Postings of the journal, newest first.");

    internal readonly record struct Filter(
        [FromQuery] string? Account, [FromQuery] string? Fine, [FromQuery] string? From, [FromQuery] string? To);

    private static async Task<Ok<Page<PostingView>>> Handle(
        [AsParameters] PageRequest page, [AsParameters] Filter filter, JournalClient journal, CancellationToken cancellation)
    {
        if (filter.Account is { } account && !BookAccounts.All.Contains(account, StringComparer.Ordinal))
            throw Refused("unknown_account", $"account is one of {string.Join(", ", BookAccounts.All)}.", "account");
        var (from, to) = (AskedInstant.From(filter.From, "from"), AskedInstant.Until(filter.To, "to"));
        return TypedResults.Ok(filter.Fine is { } fine
            ? await OfFine(page, filter.Account, fine, from, to, journal, cancellation)
            : await OfAll(page, filter.Account, from, to, journal, cancellation));
    }

    private static async Task<Page<PostingView>> OfAll(
        PageRequest page, string? account, DateTimeOffset? from, DateTimeOffset? to, JournalClient journal, CancellationToken cancellation)
    {
        var size = page.Size();
        var floors = from is null ? new long[JournalClient.Shards] : [.. (await journal.Until(from, cancellation)).Select(until => until.Count)];
        var tops = page.StartingAfter is { } cursor ? Continue(cursor) : [.. (await journal.Until(to, cancellation)).Select(until => until.Count)];
        var merge = new JournalMerge([.. floors.Zip(tops).Select((ends, shard) => new JournalSource(journal, shard, ends.First, ends.Second, isAscending: false))], isAscending: false);
        var data = new List<PostingView>();
        for (var scanned = 0; scanned < MaxScanned; scanned++)
        {
            if (await merge.Peek(cancellation) is not { } next) return new Page<PostingView>(data, HasMore: false);
            var isKept = account is null || next.Posting.Account == account;
            if (isKept && data.Count == size) break;
            await merge.Take(cancellation);
            if (isKept) data.Add(PostingView.Of(next));
        }

        return new Page<PostingView>(data, HasMore: true, string.Join('.', merge.Sources.Select(source => source.Position.ToString(CultureInfo.InvariantCulture))));
    }

    private static async Task<Page<PostingView>> OfFine(
        PageRequest page, string? account, string fine, DateTimeOffset? from, DateTimeOffset? to, JournalClient journal, CancellationToken cancellation)
    {
        var before = page.StartingAfter is { } cursor ? Number(cursor) : long.MaxValue;
        if (!FineIds.IsId(fine)) return page.Of(Array.Empty<PostingView>(), posting => posting.Id);
        var kept = (await journal.Of(fine, cancellation)).OrderByDescending(placed => placed.Position).Where(placed =>
            placed.Position < before
            && (account is null || placed.Posting.Account == account)
            && (from is null || placed.Posting.BookedAt >= from) && (to is null || placed.Posting.BookedAt < to));
        var cut = page.Of(kept, placed => placed.Position.ToString(CultureInfo.InvariantCulture));
        return new Page<PostingView>([.. cut.Data.Select(PostingView.Of)], cut.HasMore, cut.NextCursor);
    }

    private static long[] Continue(string cursor)
    {
        long[] positions = [.. cursor.Split('.').Select(Number)];
        return positions.Length == JournalClient.Shards ? positions : throw BadCursor();
    }

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw BadCursor();

    private static RequestRefusedException BadCursor() => Refused("bad_cursor", "starting_after is the nextCursor of an earlier page of the same list.", "starting_after");

    private static RequestRefusedException Refused(string code, string detail, string param) => new(StatusCodes.Status400BadRequest, code, detail, param);
}
