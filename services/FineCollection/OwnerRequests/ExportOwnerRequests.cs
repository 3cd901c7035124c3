using Fleet.FineCollection.Book;
using Fleet.FineCollection.Fines.Finding;
using Fleet.ServiceDefaults;
using Fleet.ServiceDefaults.Indexes;

namespace Fleet.FineCollection.OwnerRequests;

/// <summary><c>GET /v1/owner-requests/file</c>: the work list as the file that can be filled in and sent back.</summary>
internal static class ExportOwnerRequests
{
    private const int AtOnce = 100;
    private const string Header = "fineId,plate,violatedAt,roadName,ownerId,name,email,street,postalCode,city,country,locale,phone\r\n";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/owner-requests/file", Handle);

    private static IResult Handle(IndexClient<FineLine> index, CancellationToken cancellation) =>
        Results.Stream(body => Write(body, index, cancellation), "text/csv; charset=utf-8", "owner-requests.csv");

    private static async Task Write(Stream body, IndexClient<FineLine> index, CancellationToken cancellation)
    {
        await using var writer = new StreamWriter(body, leaveOpen: true);
        await writer.WriteAsync(Header);
        for (string? cursor = null; ;)
        {
            var page = await index.List(new PageRequest(AtOnce, cursor), Waiting.Query, cancellation);
            foreach (var line in page.Data)
                await writer.WriteAsync(FormattableString.Invariant($"{line.Id},{line.Plate},{line.ViolatedAt:yyyy-MM-ddTHH:mm:ss.fffZ},{CsvCell.Of(line.RoadName)},,,,,,,,,\r\n"));
            cursor = page.NextCursor;
            if (cursor is null) return;
        }
    }
}
