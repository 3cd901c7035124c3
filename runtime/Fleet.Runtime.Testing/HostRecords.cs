using System.Text;
using Fleet.Runtime.PubSub;

namespace Fleet.Runtime.Testing;

/// <summary>A request that reached an app through its sidecar.</summary>
/// <param name="App">The app that was called.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Status">Status of the answer; 0: there was none.</param>
/// <param name="At">When it was answered.</param>
public sealed record AppCall(string App, string Method, string Path, int Status, DateTimeOffset At);

/// <summary>What a handler of an app threw; whoever called it got status 500.</summary>
/// <param name="App">The app.</param>
/// <param name="Exception">What it threw.</param>
/// <param name="At">When.</param>
public sealed record AppFailure(string App, Exception Exception, DateTimeOffset At);

/// <summary>An event that a broker took.</summary>
/// <param name="App">App whose sidecar published it.</param>
/// <param name="PubSub">Name of the component.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Message">As the broker got it: a CloudEvent, or a raw payload.</param>
public sealed record PublishedEvent(string App, string PubSub, string Topic, BrokerMessage Message)
{
    /// <summary>The message as text.</summary>
    public string Text => Encoding.UTF8.GetString(Message.Data.Span);
}
