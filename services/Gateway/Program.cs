using Fleet.Gateway;

await GatewayApp.Build(args).RunAsync();
