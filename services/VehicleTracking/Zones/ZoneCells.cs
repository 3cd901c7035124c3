using System.Collections.Concurrent;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Fleet.VehicleTracking.Zones;

/// <summary>
/// The pieces of zones near a place. The tree is asked once a cell of 1/256 degree (about 430 m to the north); what it says is
/// remembered, since vehicles stay near where they were and most cells hold nothing at all.
/// </summary>
internal sealed class ZoneCells
{
    private const int CellsPerDegree = 256;

    // Some twenty megabytes: a cell counts for what it holds, and for itself.
    private const int MaxRemembered = 400_000;
    private const int OfCell = 4;

    // Rounding must not lose a piece that touches the cell's border.
    private const double MarginDegrees = 1e-9;

    private readonly STRtree<ZonePiece> tree = new();
    private ConcurrentDictionary<(int Row, int Column), ZonePiece[]> cells = new();
    private int remembered;

    public ZoneCells(IEnumerable<PlacedZone> zones)
    {
        foreach (var piece in zones.SelectMany(zone => zone.Parts.Select(part => new ZonePiece(zone, part)))) tree.Insert(piece.Part.Box, piece);
        tree.Build();
    }

    /// <summary>All pieces that can contain the place, and few more.</summary>
    public ZonePiece[] Near(double latitude, double longitude)
    {
        var cell = ((int)Math.Floor(latitude * CellsPerDegree), (int)Math.Floor(longitude * CellsPerDegree));
        return cells.TryGetValue(cell, out var pieces) ? pieces : Remember(cell);
    }

    private ZonePiece[] Remember((int Row, int Column) cell)
    {
        var (south, west) = ((double)cell.Row / CellsPerDegree, (double)cell.Column / CellsPerDegree);
        var box = new Envelope(west, west + (1.0 / CellsPerDegree), south, south + (1.0 / CellsPerDegree));
        box.ExpandBy(MarginDegrees);
        ZonePiece[] pieces = [.. tree.Query(box)];
        if (Interlocked.Add(ref remembered, OfCell + pieces.Length) > MaxRemembered)
        {
            Volatile.Write(ref cells, new());
            Volatile.Write(ref remembered, 0);
        }

        Volatile.Read(ref cells)[cell] = pieces;
        return pieces;
    }
}

/// <summary>A part of a zone's shape, as the index finds it. Its box stands in it, since most pieces near a place are ruled out by that.</summary>
internal readonly struct ZonePiece(PlacedZone zone, IZonePart part)
{
    private readonly double west = part.Box.MinX;
    private readonly double east = part.Box.MaxX;
    private readonly double south = part.Box.MinY;
    private readonly double north = part.Box.MaxY;

    public PlacedZone Zone => zone;

    public IZonePart Part => part;

    public bool Contains(double latitude, double longitude) =>
        longitude >= west && longitude <= east && latitude >= south && latitude <= north && part.Contains(latitude, longitude);
}
