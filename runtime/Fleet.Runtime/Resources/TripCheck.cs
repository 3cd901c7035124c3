using Fleet.Runtime.Cel;
using Fleet.Runtime.Resiliency;

namespace Fleet.Runtime.Resources;

/// <summary>Tries a breaker's condition on counts that it will meet, so that a wrong name is found before an outage.</summary>
internal static class TripCheck
{
    private static readonly TripCounts[] Samples = [new(1, 0, 1, 0, 1), new(1_000_000, 500_000, 500_000, 0, 500_000), new(1_000_000, 999_999, 1, 999_999, 0)];

    /// <summary>The variables of conditions.</summary>
    public static IEnumerable<string> Variables => Samples[0].Variables().Keys;

    /// <summary>What is wrong with a condition that can be parsed; null: nothing.</summary>
    public static string? Fault(string trip)
    {
        try
        {
            var condition = CelExpression.Parse(trip);
            foreach (var sample in Samples)
                condition.IsTrue(sample.Variables());
            return null;
        }
        catch (CelException fault)
        {
            return fault.Message;
        }
    }
}
