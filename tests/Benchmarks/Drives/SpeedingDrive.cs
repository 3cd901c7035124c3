using System.Globalization;
using Fleet.Contracts;

namespace Fleet.Tests.Benchmarks.Drives;

/// <summary>A registered vehicle that is 20 km/h too fast in a section: a fine, and a mail about it.</summary>
internal sealed record SpeedingDrive(string Plate, string EntryCamera, string ExitCamera, DateTimeOffset EnteredAt, DateTimeOffset LeftAt)
{
    /// <summary>Passage of the first camera, as JSON.</summary>
    public string Entry => Passage(EntryCamera, EnteredAt);

    /// <summary>Passage of the second camera, as JSON.</summary>
    public string Exit => Passage(ExitCamera, LeftAt);

    /// <summary>Id of the fine that must come of it.</summary>
    public string FineId => DerivedId.Fine(DerivedId.Violation(Plate, EntryCamera, ExitCamera, EnteredAt, LeftAt));

    private string Passage(string camera, DateTimeOffset instant) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"camera\":\"{camera}\",\"plate\":\"{Plate}\",\"instant\":\"{instant:yyyy-MM-ddTHH:mm:ss.fffZ}\",\"lane\":1}}");
}
