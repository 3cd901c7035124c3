namespace Fleet.Tests.EndToEnd.Support;

/// <summary>Tests that start many processes and measure nothing of each other: one at a time.</summary>
[CollectionDefinition("the whole machine", DisableParallelization = true)]
public sealed class WholeMachine;
