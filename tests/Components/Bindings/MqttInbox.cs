using System.Text;
using System.Threading.Channels;
using Fleet.Runtime.Bindings;

namespace Fleet.Tests.Components.Bindings;

/// <summary>An app that an input binding delivers to: keeps what came, and fails when it is told to.</summary>
internal sealed class MqttInbox : IAsyncDisposable
{
    private readonly Channel<(string Topic, string Text)> came = Channel.CreateUnbounded<(string, string)>();
    private readonly CancellationTokenSource stop = new();
    private readonly Task reading;

    public MqttInbox(IInputBinding binding) => reading = Task.Run(() => binding.ReadAsync(TakeAsync, stop.Token));

    /// <summary>Called with the text of each message before it counts as taken; throws to refuse it.</summary>
    public Func<string, Task> Answer { get; set; } = _ => Task.CompletedTask;

    /// <summary>The next message that came, taken or not.</summary>
    public async Task<(string Topic, string Text)> NextAsync() => await came.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>The next message, if one is there already.</summary>
    public bool TryNext(out (string Topic, string Text) message) => came.Reader.TryRead(out message);

    /// <summary>Ends the binding's reading, as when the sidecar stops.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await reading;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }

    private async Task<BindingResponse> TakeAsync(BindingRequest request, CancellationToken cancellationToken)
    {
        var text = Encoding.UTF8.GetString(request.Data.Span);
        await came.Writer.WriteAsync((request.Metadata["topic"], text), cancellationToken);
        await Answer(text);
        return BindingResponse.Nothing;
    }
}
