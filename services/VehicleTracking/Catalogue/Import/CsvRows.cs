using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using Fleet.Contracts;
using Fleet.ServiceDefaults;

namespace Fleet.VehicleTracking.Catalogue.Import;

/// <summary>
/// Reads a CSV file with a header row. A column is a field of the contract, or a path to one (<c>geometry.circle.radiusMetres</c>);
/// an empty cell says nothing. Fields that are neither text, number nor truth value are JSON in their cell.
/// </summary>
/// <param name="contract">Contract of a row.</param>
/// <param name="listField">Field of the contract that is a list with one item a row, and the prefix of its columns.</param>
internal sealed class CsvRows(Type contract, string idField, (string Field, string Prefix, Type Item)? listField)
{
    private const int MostRows = 200_000;

    private static readonly CsvReaderOptions Options = new() { TrackLineNumbers = true, TrimWhitespace = true, MalformedData = CsvMalformedDataHandling.Throw };

    /// <exception cref="RequestRefusedException">The file as a whole cannot be read.</exception>
    public List<ImportRow> Read(Stream body, CancellationToken cancellation)
    {
        try
        {
            using var csv = CsvReader.Create(body, Options, leaveOpen: true);
            var rows = Rows(csv, Header(csv), cancellation);
            return listField is null ? rows : [.. Gathered(rows)];
        }
        catch (CsvFormatException mistake)
        {
            throw new RequestRefusedException(StatusCodes.Status400BadRequest, "malformed_csv", $"Line {mistake.LineNumber}: {mistake.Message}", cause: mistake);
        }
    }

    private string[] Header(CsvReader csv)
    {
        string[] header = [.. csv.Headers];
        if (header.Length == 0) throw Refused("empty_file", "The file has no header row.", null);
        if (header.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice) throw Refused("twice", $"The column {twice.Key} is there twice.", twice.Key);
        return header.Contains(idField, StringComparer.Ordinal) ? header : throw Refused("required", $"The header has no column {idField}.", idField);
    }

    private List<ImportRow> Rows(CsvReader csv, string[] header, CancellationToken cancellation)
    {
        var rows = new List<ImportRow>();
        while (csv.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (rows.Count == MostRows) throw Refused("too_many_items", $"A file may have {MostRows} rows at most.", null);
            rows.Add(Row(csv, header));
        }

        return rows;
    }

    private ImportRow Row(CsvReader csv, string[] header)
    {
        var line = (int)csv.LineNumber;
        if (csv.FieldCount != header.Length)
            return new ImportRow([line], null, new ImportMistake(line, null, "wrong_columns", $"The row has {csv.FieldCount} cells, the header {header.Length}."));
        var row = new JsonObject();
        foreach (var (index, column) in header.Index())
        {
            if (csv.GetString(index) is { Length: > 0 } cell) Set(row, column, cell);
        }

        return new ImportRow([line], row);
    }

    private void Set(JsonObject row, string column, string cell)
    {
        var path = column.Split('.');
        var (place, type) = (row, contract);
        if (listField is { } list && string.Equals(path[0], list.Prefix, StringComparison.Ordinal)) type = typeof(object);
        foreach (var step in path[..^1])
        {
            type = listField is { } items && step == items.Prefix ? items.Item : TypeOf(type, step);
            if (place[step] is not JsonObject inner) place[step] = inner = [];
            place = inner;
        }

        place[path[^1]] = Value(cell, TypeOf(type, path[^1]));
    }

    private static Type TypeOf(Type contract, string field) => contract == typeof(object) || !Kinds.ContractFields.IsRecord(contract)
        ? typeof(object)
        : ContractJson.Options.GetTypeInfo(contract).Properties.FirstOrDefault(property => property.Name == field)?.PropertyType ?? typeof(object);

    // What cannot be read as what it should be stays text, and is named as a mistake with everything else.
    private static JsonNode Value(string cell, Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.String => cell,
        TypeCode.Boolean => bool.TryParse(cell, out var truth) ? truth : cell,
        TypeCode.Object when cell[0] is '{' or '[' => Json(cell),
        TypeCode.Object when type == typeof(object) => bool.TryParse(cell, out var truth) ? truth : Number(cell),
        TypeCode.Object => cell,
        _ => Number(cell),
    };

    private static JsonNode Number(string cell) =>
        decimal.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : cell;

    private static JsonNode Json(string cell)
    {
        try
        {
            return JsonNode.Parse(cell) ?? cell;
        }
        catch (JsonException)
        {
            return cell;
        }
    }

    // Rows with the same id are one entry; each gives an item of its list.
    private IEnumerable<ImportRow> Gathered(List<ImportRow> rows)
    {
        var (field, prefix, _) = listField!.Value;
        foreach (var bad in rows.Where(row => row.Json is null)) yield return bad;
        foreach (var same in rows.Where(row => row.Json is not null).GroupBy(row => row.Json![idField]?.ToString() ?? "", StringComparer.Ordinal))
        {
            var entry = (JsonObject)same.First().Json!.DeepClone();
            entry.Remove(prefix);
            entry[field] = new JsonArray([.. same.Select(row => row.Json![prefix]?.DeepClone() ?? new JsonObject())]);
            yield return new ImportRow([.. same.SelectMany(row => row.Lines)], entry);
        }
    }

    private static RequestRefusedException Refused(string code, string detail, string? param) => new(StatusCodes.Status400BadRequest, code, detail, param);
}
