using System.Collections.Concurrent;
using Fleet.ServiceDefaults.DueBooks;

namespace Fleet.Tests.Services.DueBooks;

/// <summary>A handler that writes down what it is given; it outlives the app. A test makes it fail or wait.</summary>
internal sealed class Diary : IDueHandler
{
    private readonly ConcurrentQueue<IReadOnlyList<DueItem>> batches = new();

    /// <summary>Sees what the service sends to its sidecar, before it is sent.</summary>
    public Action<HttpRequestMessage> Sending { get; set; } = _ => { };

    /// <summary>Called with every batch before it is done; answers what is done.</summary>
    public Func<IReadOnlyList<DueItem>, Task<IReadOnlyCollection<DueItem>>> Answer { get; set; } = items => Task.FromResult<IReadOnlyCollection<DueItem>>([.. items]);

    /// <summary>Every batch that was handed out, in order.</summary>
    public IReadOnlyList<IReadOnlyList<DueItem>> Batches => [.. batches];

    /// <summary>What was done, in order.</summary>
    public ConcurrentQueue<DueItem> Done { get; } = new();

    public async Task<IReadOnlyCollection<DueItem>> Handle(IReadOnlyList<DueItem> items, CancellationToken cancellation)
    {
        batches.Enqueue(items);
        var done = await Answer(items);
        foreach (var item in done) Done.Enqueue(item);
        return done;
    }
}
