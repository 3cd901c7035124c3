using Fleet.VehicleRegistry;

await VehicleRegistryApp.Build(args).RunAsync();
