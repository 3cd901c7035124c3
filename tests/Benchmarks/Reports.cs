using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Fleet.Tests.Benchmarks;

/// <summary>Bodies of <c>POST /v1/positions</c>: vehicles that report every second of a time of their own.</summary>
internal sealed class Reports(int vehicles, DateTimeOffset begin)
{
    private readonly int[] seconds = new int[vehicles];
    private int next = -1;

    /// <summary>Reports the next position of the next <paramref name="count"/> vehicles, in turn.</summary>
    public async Task SendAsync(HttpClient client, int count)
    {
        var text = new StringBuilder(count * 140).Append('[');
        for (var index = 0; index < count; index++)
        {
            var vehicle = (int)((uint)Interlocked.Increment(ref next) % (uint)vehicles);
            var second = Interlocked.Increment(ref seconds[vehicle]);
            text.Append(index == 0 ? "" : ",").Append(CultureInfo.InvariantCulture,
                $"{{\"vehicle\":\"seen-{vehicle}\",\"instant\":\"{begin.AddSeconds(second):yyyy-MM-ddTHH:mm:ss.fffZ}\",\"latitude\":{52.1 + (second % 4_000 * 0.00012):F6},\"longitude\":{4.9 + (vehicle * 0.000001):F6},\"speedKmh\":{60 + (second % 40)}}}");
        }

        using var content = new StringContent(text.Append(']').ToString(), MediaTypeHeaderValue.Parse("application/json"));
        using var answer = await client.PostAsync("/v1/positions", content);
        answer.EnsureSuccessStatusCode();
    }
}
