using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using Fleet.Contracts.VehicleRegistry;
using Fleet.FineCollection.Fines.Desk;
using Fleet.ServiceDefaults;

namespace Fleet.FineCollection.OwnerRequests;

/// <summary>One line of a file of owners: a fine and whose it is, or what is wrong with the line.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="FineId">The fine.</param>
/// <param name="Owner">Whose it is; null when the line cannot be read.</param>
/// <param name="Mistake">What is wrong; null when nothing is.</param>
internal sealed record OwnerLine(int Line, string? FineId, Owner? Owner, RequestRefusedException? Mistake);

/// <summary>
/// Reads a CSV file with a header row and the columns <c>fineId, ownerId, name, email</c> and, where known, <c>street, postalCode, city, country,
/// locale, phone</c>. A line with a mistake does not spoil the others; a line without a name is one that nobody has filled in.
/// </summary>
internal static class OwnerFile
{
    private const int MostLines = 10_000;
    private static readonly string[] Required = ["fineId", "ownerId", "name", "email"];
    private static readonly string[] OfAddress = ["street", "postalCode", "city", "country"];
    private static readonly string[] Others = ["locale", "phone"];
    private static readonly string[] Ignored = ["plate", "violatedAt", "roadName", "kind"];
    private static readonly CsvReaderOptions Options = new() { TrackLineNumbers = true, TrimWhitespace = true, MalformedData = CsvMalformedDataHandling.Throw };

    /// <exception cref="RequestRefusedException">The file as a whole cannot be read.</exception>
    public static List<OwnerLine> Read(Stream body)
    {
        try
        {
            using var csv = CsvReader.Create(body, Options, leaveOpen: true);
            string[] header = [.. csv.Headers];
            Check(header);
            var lines = new List<OwnerLine>();
            while (csv.Read())
            {
                if (lines.Count == MostLines) throw Refused("too_many_items", $"A file may have {MostLines} lines at most.", null);
                if (Line(csv, header) is { } line) lines.Add(line);
            }

            return lines;
        }
        catch (CsvFormatException mistake)
        {
            throw new RequestRefusedException(StatusCodes.Status400BadRequest, "malformed_csv", $"Line {mistake.LineNumber}: {mistake.Message}", cause: mistake);
        }
    }

    private static void Check(string[] header)
    {
        if (Required.FirstOrDefault(column => !header.Contains(column, StringComparer.Ordinal)) is { } missing)
            throw Refused("required", $"The header has no column {missing}.", missing);
        if (header.FirstOrDefault(column => !Known(column)) is { } unknown)
            throw Refused("unknown_field", $"There is no column {unknown}; known are {string.Join(", ", [.. Required, .. OfAddress, .. Others])}.", unknown);
    }

    private static bool Known(string column) => ((string[])[.. Required, .. OfAddress, .. Others, .. Ignored]).Contains(column, StringComparer.Ordinal);

    private static OwnerLine? Line(CsvReader csv, string[] header)
    {
        var line = (int)csv.LineNumber;
        if (csv.FieldCount != header.Length)
            return new OwnerLine(line, null, null, Refused("wrong_columns", $"The line has {csv.FieldCount} cells, the header {header.Length}.", null));
        var cells = header.Select((column, index) => (column, cell: csv.GetString(index))).Where(pair => !string.IsNullOrEmpty(pair.cell))
            .ToDictionary(pair => pair.column, pair => pair.cell!, StringComparer.Ordinal);
        if (!cells.ContainsKey("name") && !cells.ContainsKey("email")) return null;
        var fineId = cells.GetValueOrDefault("fineId");
        try
        {
            if (fineId is null) throw Refused("required", "fineId is required.", "fineId");
            if (!cells.ContainsKey("ownerId")) throw Refused("required", "ownerId is required.", "ownerId");
            return new OwnerLine(line, fineId, Person(cells), null);
        }
        catch (RequestRefusedException mistake)
        {
            return new OwnerLine(line, fineId, null, mistake);
        }
    }

    private static Owner Person(Dictionary<string, string> cells)
    {
        var person = new JsonObject();
        foreach (var column in Required.Skip(1).Concat(Others).Where(cells.ContainsKey)) person[column] = cells[column];
        var address = new JsonObject();
        foreach (var column in OfAddress.Where(cells.ContainsKey)) address[column] = cells[column];
        if (address.Count > 0) person["address"] = address;
        var body = JsonSerializer.SerializeToElement(new JsonObject { ["owner"] = person });
        return BodyFields.Read(body, fields => PersonBody.Read(fields, "owner")).Owner(orderId: "");
    }

    private static RequestRefusedException Refused(string code, string detail, string? param) => new(StatusCodes.Status400BadRequest, code, detail, param);
}
