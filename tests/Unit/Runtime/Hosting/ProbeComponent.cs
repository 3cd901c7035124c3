using System.Collections.Concurrent;
using Fleet.Runtime.Components;

namespace Fleet.Tests.Unit.Runtime.Hosting;

/// <summary>A component that starts, fails or hangs as its metadata say, and tells what became of it.</summary>
internal sealed class ProbeComponent(ComponentContext context, ConcurrentBag<ProbeComponent> made) : IComponent
{
    public string Name => context.Name;

    public string AppId => context.AppId;

    public ComponentMetadata Metadata => context.Metadata;

    public bool IsDisposed { get; private set; }

    public static ComponentType Type(ConcurrentBag<ProbeComponent> made) => new(
        "state.probe",
        [new("text"), new("size", FieldKind.Number), new("hidden"), new("init") { Choices = ["good", "bad", "endless"] }],
        context => new ProbeComponent(context, made));

    public async Task InitAsync(CancellationToken cancellationToken)
    {
        made.Add(this);
        if (Metadata.Text("init") == "bad")
            throw new ComponentException("it is broken");
        if (Metadata.Text("init") == "endless")
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
