using System.Globalization;
using Fleet.Contracts;
using Fleet.Contracts.VehicleRegistry;

namespace Fleet.VehicleRegistry.Domain;

/// <summary>
/// The vehicles that a new registry starts with: invented, the same on every machine, every one with an owner whose e-mail
/// address is under a domain that is reserved for examples.
/// </summary>
public static class InventedRegistry
{
    /// <summary>How many vehicles a new registry has.</summary>
    public const int Size = 3_000;

    private const string Letters = "BDFGHJKLNPRSTVXZ";
    private static readonly string[] Domains = ["example.com", "example.org", "example.net"];

    /// <summary>All of them, in no particular order.</summary>
    public static IReadOnlyList<RegisteredVehicle> Vehicles { get; } = Invent();

    private static List<RegisteredVehicle> Invent()
    {
        var plates = new HashSet<string>(StringComparer.Ordinal);
        for (var number = 0UL; plates.Count < Size; number++) plates.Add(Plate(number));
        return [.. plates.Select((plate, index) => new RegisteredVehicle(plate, Pick(InventedNames.Makes, Scatter((ulong)index + 7)), OwnerOf(index)))];
    }

    // Every tenth owner has two vehicles.
    private static Owner OwnerOf(int vehicle)
    {
        var owner = vehicle % 11 == 10 ? vehicle - 1 : vehicle;
        var chance = Scatter((ulong)owner * 31 + 1);
        var id = DerivedId.Of("own", "invented", owner.ToString(CultureInfo.InvariantCulture));
        var name = owner % 97 == 96
            ? Pick(InventedNames.Hostile, chance)
            : Pick(InventedNames.First, chance) + " " + Pick(InventedNames.Last, chance >> 20);
        return new Owner(id, name, FormattableString.Invariant($"owner-{owner:0000}@{Pick(Domains, chance >> 40)}"));
    }

    // The shapes of several countries, so that nothing grows to depend on one.
    private static string Plate(ulong number)
    {
        var chance = Scatter(number);
        string L(int shift) => Letters[(int)((chance >> shift) % 16)].ToString();
        string D(int shift, ulong below, string format) => ((chance >> shift) % below).ToString(format, CultureInfo.InvariantCulture);
        return (number % 5) switch
        {
            0 => L(0) + L(4) + D(8, 1000, "000") + L(20),
            1 => D(0, 100, "00") + L(8) + L(12) + L(16) + D(20, 10, "0"),
            2 => "B" + L(0) + L(4) + D(8, 10_000, "0000"),
            3 => "1" + L(0) + L(4) + L(8) + D(12, 1000, "000"),
            _ => L(0) + L(4) + D(8, 100, "00") + L(16) + L(20) + L(24),
        };
    }

    private static string Pick(string[] from, ulong chance) => from[(int)(chance % (ulong)from.Length)];

    // SplitMix64: the same number always gives the same scattered one.
    private static ulong Scatter(ulong number)
    {
        var z = (number + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
