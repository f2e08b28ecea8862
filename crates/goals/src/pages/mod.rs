use samverk_web::Module;
pub fn module() -> Module { Module::default() }
