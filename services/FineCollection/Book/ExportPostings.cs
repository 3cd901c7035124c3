using System.Globalization;
using System.Text;
using Fleet.FineCollection.Book.Journal;

namespace Fleet.FineCollection.Book;

/// <summary>
/// <c>GET /v1/ledger/postings.csv</c>: the journal, oldest first, written while it is read; <c>from</c> and <c>to</c> narrow it. A failure on the way
/// breaks the connection off, so that half a file is not taken for a whole one.
/// </summary>
internal static class ExportPostings
{
    private const string Header = "id,bookedAt,at,account,debitMinorUnits,creditMinorUnits,currency,cause,subject,sequence\r\n";
    private const int FlushedChars = 16_384;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/ledger/postings.csv", Handle)
        .WithSummary("Postings of the journal as CSV, oldest first.")
        .Produces(StatusCodes.Status200OK, contentType: "text/csv");

    private static async Task Handle(string? from, string? to, JournalClient journal, HttpContext context)
    {
        var stop = context.RequestAborted;
        var (begin, end) = (AskedInstant.From(from, "from"), AskedInstant.Until(to, "to"));
        var starts = begin is null ? new long[JournalClient.Shards] : [.. (await journal.Until(begin, stop)).Select(until => until.Count)];
        var ends = (await journal.Until(end, stop)).Select(until => until.Count);
        var merge = new JournalMerge([.. starts.Zip(ends).Select((span, shard) => new JournalSource(journal, shard, span.First, span.Second, isAscending: true))], isAscending: true);
        var text = new StringBuilder(Header);
        // What fails before the first byte is still an ordinary answer.
        var next = await merge.Take(stop);
        context.Response.ContentType = "text/csv; charset=utf-8; header=present";
        context.Response.Headers.ContentDisposition = "attachment; filename=postings.csv";
        for (; next is not null; next = await merge.Take(stop))
        {
            Write(text, next);
            if (text.Length > FlushedChars) await Flush(context.Response, text, stop);
        }

        await Flush(context.Response, text, stop);
    }

    private static void Write(StringBuilder text, PlacedPosting placed)
    {
        var posting = placed.Posting;
        var (debit, credit) = posting.MinorUnits >= 0 ? (posting.MinorUnits, 0L) : (0L, checked(-posting.MinorUnits));
        text.Append(placed.Id).Append(',').Append(Instant(posting.BookedAt)).Append(',').Append(Instant(posting.At)).Append(',').Append(CsvCell.Of(posting.Account)).Append(',')
            .Append(CultureInfo.InvariantCulture, $"{debit},{credit},{posting.Currency},").Append(CsvCell.Of(posting.Cause)).Append(',').Append(CsvCell.Of(posting.Subject)).Append(',')
            .Append(CultureInfo.InvariantCulture, $"{posting.Sequence}\r\n");
    }

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static async Task Flush(HttpResponse response, StringBuilder text, CancellationToken cancellation)
    {
        await response.WriteAsync(text.ToString(), cancellation);
        text.Clear();
    }
}
