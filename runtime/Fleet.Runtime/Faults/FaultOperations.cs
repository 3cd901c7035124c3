namespace Fleet.Runtime.Faults;

/// <summary>A kind of call that faults can act on.</summary>
/// <param name="Name">Its name, e.g. <c>state.get</c>.</param>
/// <param name="Group">Group of operations that a rule may name instead.</param>
/// <param name="IsHttp">It is an HTTP call: an error of it has a status.</param>
/// <param name="About">What is called, and what the rule's target is.</param>
public sealed record FaultOperation(string Name, string Group, bool IsHttp, string About);

/// <summary>Every place where faults can act, a line each.</summary>
public static class FaultOperations
{
    public static readonly FaultOperation Invoke = new("invoke", "invoke", true, "app to app, seen by the caller's policy; target: the called app");
    public static readonly FaultOperation Actor = new("actor", "actor", true, "call of an actor, seen by the caller's policy; target: its type");
    public static readonly FaultOperation Call = new("app.call", "app", true, "service invocation reaches the app; target: the calling app");
    public static readonly FaultOperation Turn = new("app.actor", "app", true, "a method call reaches the app of an actor; target: its type");
    public static readonly FaultOperation Reminder = new("reminder", "app", true, "a reminder reaches the app; target: type of the actor");
    public static readonly FaultOperation Timer = new("timer", "app", true, "a timer reaches the app; target: type of the actor");
    public static readonly FaultOperation Job = new("job", "app", true, "a job reaches the app; target: its name");
    public static readonly FaultOperation Deliver = new("deliver", "app", true, "an event reaches the app, seen by the inbound policy; target: the topic");
    public static readonly FaultOperation Trigger = new("trigger", "app", true, "an input binding reaches the app, seen by the inbound policy");
    public static readonly FaultOperation Ask = new("ask", "app", true, "the sidecar asks the app for subscriptions, actors, bindings");
    public static readonly FaultOperation Probe = new("probe", "app", true, "the health check of the app");
    public static readonly FaultOperation Api = new("api", "api", true, "the app calls its own sidecar");
    public static readonly FaultOperation Client = new("client", "client", true, "a test's client calls the app past its sidecar");
    public static readonly FaultOperation StateGet = new("state.get", "state", false, "reads a state store");
    public static readonly FaultOperation StateSet = new("state.set", "state", false, "writes a key");
    public static readonly FaultOperation StateDelete = new("state.delete", "state", false, "deletes a key");
    public static readonly FaultOperation StateTransact = new("state.transact", "state", false, "a transaction, of actors too");
    public static readonly FaultOperation Publish = new("publish", "publish", false, "the sidecar gives an event to the broker; target: the topic");
    public static readonly FaultOperation Receive = new("receive", "receive", false, "the broker gives an event to the sidecar; target: the topic");
    public static readonly FaultOperation Bind = new("bind", "bind", false, "calls an output binding; target: its operation");
    public static readonly FaultOperation Read = new("read", "read", false, "an input binding gives something to the sidecar");
    public static readonly FaultOperation Secret = new("secret", "secret", false, "reads a secret store");
    public static readonly FaultOperation TakeLock = new("lock.take", "lock", false, "takes a lock");
    public static readonly FaultOperation Unlock = new("lock.free", "lock", false, "gives a lock back");
    public static readonly FaultOperation Configuration = new("configuration", "configuration", false, "reads a configuration store");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FaultOperation> All { get; } =
    [
        Invoke, Actor, Call, Turn, Reminder, Timer, Job, Deliver, Trigger, Ask, Probe, Api, Client,
        StateGet, StateSet, StateDelete, StateTransact, Publish, Receive, Bind, Read, Secret, TakeLock, Unlock, Configuration,
    ];

    /// <summary>The operations that a rule means by a name or a group.</summary>
    public static IEnumerable<FaultOperation> Of(string? name) =>
        All.Where(operation => name is null || operation.Name == name || operation.Group == name);
}
