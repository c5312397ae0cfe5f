// The post step does the looking.
